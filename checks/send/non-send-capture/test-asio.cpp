// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Asio: a pool has threads of its own; a context has those that run it, and a strand one at a time.
#include <boost/asio.hpp>
#include <boost/smart_ptr/local_shared_ptr.hpp>
#include <memory>

namespace asio = boost::asio;

struct Profile {
  int visits = 0;
};
using LocalProfile = boost::local_shared_ptr<const Profile>;
void render(const Profile &);

void bad_posted_to_a_pool(asio::thread_pool &pool, LocalProfile profile) {
  asio::post(pool, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_posted_to_its_executor(asio::thread_pool &pool, LocalProfile profile) {
  asio::post(pool.get_executor(), [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void good_posted_to_a_context(LocalProfile profile) {
  asio::io_context io(1);
  asio::post(io, [profile] { render(*profile); });
  io.run();
}

void bad_spawned_on_a_pool(asio::thread_pool &pool, LocalProfile profile) {
  asio::co_spawn( // note: it is handed to another thread here
      pool,
      [profile]() -> asio::awaitable<void> { // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
        render(*profile);
        co_return;
      },
      asio::detached);
}

void good_copy_for_the_pool(asio::thread_pool &pool, LocalProfile profile) {
  asio::post(pool, [copy = *profile] { render(copy); });
}

void bad_two_handlers(asio::thread_pool &pool) {
  auto profile = std::make_shared<Profile>();
  asio::post(pool, [profile] { profile->visits += 1; }); // warn: this shares 'visits' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  asio::post(pool, [profile] { profile->visits += 2; }); // warn: this shares 'visits' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  pool.join();
}

void good_one_strand(asio::thread_pool &pool) {
  auto profile = std::make_shared<Profile>();
  auto strand = asio::make_strand(pool);
  asio::post(strand, [profile] { profile->visits += 1; });
  asio::post(strand, [profile] { profile->visits += 2; });
  pool.join();
}

int good_asked_to_block(asio::thread_pool &pool) {
  int visits = 0;
  asio::require(pool.executor(), asio::execution::blocking.always).execute([&visits] { visits = 1; });
  return visits;
}

void bad_executed(asio::thread_pool &pool, LocalProfile profile) {
  pool.executor().execute([profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void good_joined_in_between(asio::thread_pool &pool) {
  auto profile = std::make_shared<Profile>();
  asio::post(pool, [profile] { profile->visits += 1; });
  pool.join();
  profile->visits += 2;
}

void good_pool_of_one_thread(int rows) {
  asio::thread_pool pool(1);
  int done = 0;
  asio::post(pool, [&done, rows] { done += rows; });
  asio::post(pool.get_executor(), [&done] { ++done; });
  for (int i = 0; i < rows; ++i)
    asio::post(pool, [&done] { ++done; });
  pool.join();
}

class Writer {
public:
  void good_member_of_one_thread() {
    asio::post(pool, [this] { written += 1; });
    asio::post(pool, [this] { written += 2; });
  }

private:
  long written = 0;
  asio::thread_pool pool{1};
};

void bad_starter_of_one_thread() {
  asio::thread_pool pool(1);
  int done = 0;
  asio::post(pool, [&done] { ++done; }); // warn: this shares 'done' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  ++done; // note: this function writes it here, and nothing in view orders the two
  pool.join();
}

void bad_pool_of_two_threads() {
  asio::thread_pool pool(2);
  int done = 0;
  asio::post(pool, [&done] { ++done; }); // warn: this shares 'done' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  asio::post(pool, [&done] { ++done; }); // warn: this shares 'done' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  pool.join();
}
