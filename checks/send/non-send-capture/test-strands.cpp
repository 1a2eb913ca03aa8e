// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// A strand over several threads: another thread, but one piece of work at a time.
#include <boost/asio.hpp>
#include <boost/smart_ptr/local_shared_ptr.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace asio = boost::asio;

struct Profile {
  int visits = 0;
};
using LocalProfile = boost::local_shared_ptr<const Profile>;
void render(const Profile &);

void bad_made_in_place(asio::thread_pool &pool, LocalProfile profile) {
  asio::post(asio::make_strand(pool), [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_local(asio::thread_pool &pool, LocalProfile profile) {
  auto strand = asio::make_strand(pool.get_executor());
  asio::post(strand, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_copy(asio::thread_pool &pool, LocalProfile profile) {
  auto strand = asio::make_strand(pool);
  auto same = strand;
  asio::any_io_executor erased = same;
  asio::post(erased, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_by_its_type(asio::strand<asio::thread_pool::executor_type> strand, LocalProfile profile) {
  asio::dispatch(strand, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_bound(asio::thread_pool &pool, LocalProfile profile) {
  auto strand = asio::make_strand(pool);
  asio::post(asio::bind_executor(strand, [profile] { render(*profile); })); // warn: this argument goes to another thread, and is not Send // note: base: 'boost::asio::detail::executor_binder_base<(lambda), boost::asio::strand<boost::asio::thread_pool::basic_executor_type<std::allocator<void>, 0>>, false>' is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: member 'target_': '(lambda)' is not Send // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_guard(asio::thread_pool &pool, std::mutex &mutex) {
  auto strand = asio::make_strand(pool);
  asio::post(strand, [lock = std::make_shared<std::unique_lock<std::mutex>>(mutex)] { lock->unlock(); }); // warn: the capture 'lock' goes to another thread, and is not Send // note: a lock must be unlocked by the thread that locked it // note: capture 'lock': 'std::shared_ptr<std::unique_lock<std::mutex>>' is not Send // note: it is handed to another thread here // note: pointee: 'std::unique_lock<std::mutex>' is not Send // note: use a lock that is taken where it is needed instead, or hand over only what the other thread needs
}

void bad_coroutine(asio::thread_pool &pool, LocalProfile profile) {
  asio::co_spawn( // note: it is handed to another thread here
      asio::make_strand(pool),
      [profile]() -> asio::awaitable<void> { // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
        render(*profile);
        co_return;
      },
      asio::detached);
}

class Session {
public:
  explicit Session(asio::thread_pool &pool) : pool_(pool), strand_(asio::make_strand(pool)), typed_(pool.get_executor()) {}
  void bad_member(LocalProfile profile) {
    asio::post(strand_, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
  void bad_typed_member(LocalProfile profile) {
    asio::post(typed_, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
  void bad_strand_and_pool() {
    asio::post(typed_, [this] { visits_ += 1; }); // warn: this shares 'visits_' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    asio::post(pool_, [this] { visits_ += 2; }); // warn: this shares 'visits_' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  }
  void good_one_strand() {
    asio::post(typed_, [this] { visits_ += 1; });
    asio::post(typed_, [this] { visits_ += 2; });
    visits_ += 3;
  }
  void good_maybe_one_strand() {
    asio::post(typed_, [this] { visits_ += 1; });
    asio::post(strand_, [this] { visits_ += 2; });
  }

private:
  asio::thread_pool &pool_;
  asio::any_io_executor strand_;
  asio::strand<asio::thread_pool::executor_type> typed_;
  int visits_ = 0;
};

void bad_over_a_context(LocalProfile profile) {
  asio::io_context io;
  asio::io_context::strand old(io);
  asio::strand<asio::io_context::executor_type> strand(io.get_executor());
  std::jthread helper([&io] { io.run(); });
  asio::post(strand, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  asio::post(old, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  old.post([profile] { render(*profile); }, std::allocator<void>()); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  io.run();
}

void bad_two_strands(asio::thread_pool &pool) {
  auto profile = std::make_shared<Profile>();
  auto first = asio::make_strand(pool);
  auto second = asio::make_strand(pool);
  asio::post(first, [profile] { profile->visits += 1; }); // warn: this shares 'visits' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  asio::post(second, [profile] { profile->visits += 2; }); // warn: this shares 'visits' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  pool.join();
}

void bad_strand_beside_the_pool(asio::thread_pool &pool) {
  auto profile = std::make_shared<Profile>();
  auto strand = asio::make_strand(pool);
  asio::post(strand, [profile] { profile->visits += 1; }); // warn: this shares 'visits' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  asio::post(pool, [profile] { profile->visits += 2; }); // warn: this shares 'visits' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  pool.join();
}

void bad_new_strand_in_each_round(asio::thread_pool &pool) {
  int done = 0;
  for (int i = 0; i < 4; ++i)
    asio::post(asio::make_strand(pool), [&done] { ++done; }); // warn: this shares 'done' with another thread, and both may use it at once // note: the loop starts such work again before this one is joined // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  pool.join();
}

void good_one_strand(asio::thread_pool &pool) {
  auto profile = std::make_shared<Profile>();
  auto strand = asio::make_strand(pool);
  auto same = strand;
  asio::post(strand, [profile] { profile->visits += 1; });
  asio::post(same, [profile] { profile->visits += 2; });
  pool.join();
}

void good_one_strand_for_all_rounds(asio::thread_pool &pool) {
  int done = 0;
  auto strand = asio::make_strand(pool);
  for (int i = 0; i < 4; ++i)
    asio::post(strand, [&done] { ++done; });
  pool.join();
}

void good_starter_may_be_on_it(asio::strand<asio::thread_pool::executor_type> strand) {
  auto profile = std::make_shared<Profile>();
  asio::post(strand, [profile] { profile->visits += 1; });
  profile->visits += 2;
}

void good_bound_to_one_thread(asio::thread_pool &pool, LocalProfile profile) {
  asio::io_context io;
  asio::post(pool, asio::bind_executor(io.get_executor(), [profile] { render(*profile); }));
  io.run();
}

void good_over_one_thread(LocalProfile profile) {
  asio::io_context io;
  auto strand = asio::make_strand(io);
  asio::post(strand, [profile] { render(*profile); });
  io.run();
}

void good_over_anything(const asio::any_io_executor &executor, LocalProfile profile) {
  auto strand = asio::make_strand(executor);
  asio::post(strand, [profile] { render(*profile); });
}

void good_given(asio::strand<asio::any_io_executor> strand, LocalProfile profile) {
  asio::post(strand, [profile] { render(*profile); });
}

void good_copied(asio::thread_pool &pool, LocalProfile profile) {
  asio::post(asio::make_strand(pool), [copy = *profile] { render(copy); });
}
