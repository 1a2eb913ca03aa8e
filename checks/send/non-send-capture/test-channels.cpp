// flags: -std=c++20 -pthread
// needs: boost/asio/experimental/concurrent_channel.hpp
// Channels between threads: what is sent belongs to whoever receives it.
#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <boost/smart_ptr/local_shared_ptr.hpp>
#include <corolint/annotations.h>
#include <memory>
#include <string>

namespace asio = boost::asio;
using boost::system::error_code;

struct Profile {
  int visits = 0;
};
using LocalProfile = boost::local_shared_ptr<const Profile>;
void render(const Profile &);

using Channel = asio::experimental::concurrent_channel<void(error_code, LocalProfile)>;
using Names = asio::experimental::concurrent_channel<void(error_code, std::string)>;
using Shared = asio::experimental::concurrent_channel<void(error_code, std::shared_ptr<Profile>)>;
using Near = asio::experimental::channel<void(error_code, LocalProfile)>;

asio::awaitable<void> bad_sent(Channel &channel, LocalProfile profile) {
  co_await channel.async_send(error_code(), profile, asio::use_awaitable); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

bool bad_tried(Channel *channel, LocalProfile profile) {
  return channel->try_send(error_code(), std::move(profile)); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

std::size_t bad_tried_often(Channel &channel, LocalProfile profile) {
  return channel.try_send_n(3, error_code(), profile); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

asio::awaitable<void> good_token_by_reference(Names &channel, LocalProfile profile) {
  auto token = asio::bind_executor(co_await asio::this_coro::executor, [profile](error_code) { render(*profile); });
  channel.async_send(error_code(), "name", token);
}

struct Feed {
  explicit Feed(asio::any_io_executor executor) : channel(executor, 4) {}
  void bad_sent_by_a_member(LocalProfile profile) {
    channel.async_send(error_code(), profile, asio::detached); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
  Channel channel;
};

void good_handler_stays(Names &channel, LocalProfile profile) {
  channel.async_send(error_code(), "name", [profile](error_code) { render(*profile); });
}

asio::awaitable<void> good_value(Names &channel, std::string name) {
  co_await channel.async_send(error_code(), std::move(name), asio::use_awaitable);
}

asio::awaitable<void> good_shared(Shared &channel, std::shared_ptr<Profile> profile) {
  profile->visits += 1;
  co_await channel.async_send(error_code(), profile, asio::use_awaitable);
}

asio::awaitable<void> good_channel_of_one_thread(Near &channel, LocalProfile profile) {
  (void)channel.try_send(error_code(), profile);
  co_await channel.async_send(error_code(), profile, asio::use_awaitable);
}

asio::awaitable<void> good_received(Channel &channel) {
  LocalProfile profile = co_await channel.async_receive(asio::use_awaitable);
  render(*profile);
}

// By annotation.
template <class T> class COROLINT_SENDER Sender {
public:
  bool try_send(T value);
  bool try_push(const T &value);
  void send(T value);
  void sendAll(T first, T second);
  template <class F> void send_and(T value, F done) {
    send(value);
    done();
  }
  bool closed(T value) const;
};
struct COROLINT_SENDER Notifier {
  void send(const LocalProfile &profile);
};
struct DerivedNotifier : Notifier {};
template <class T> struct Queue {
  void send(T value);
};
struct COROLINT_NOT_SEND Cursor { // note: it is annotated as not Send // note: it is annotated as not Send
  int slot;
};

void bad_annotated(Sender<LocalProfile> &sender, LocalProfile profile) {
  sender.send(profile); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_annotated_attempts(Sender<LocalProfile> sender, LocalProfile profile) {
  (void)sender.try_send(profile); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  (void)sender.try_push(std::move(profile)); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_second_of_two(Sender<Cursor> &sender, Cursor a) {
  sender.sendAll({}, a); // warn: this argument goes to another thread, and is not Send // warn: this argument goes to another thread, and is not Send // note: hand over only what the other thread needs // note: hand over only what the other thread needs // note: it is handed to another thread here // note: it is handed to another thread here
}

void bad_by_reference(Notifier &notifier, const LocalProfile &profile) {
  notifier.send(profile); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_derived(std::unique_ptr<DerivedNotifier> notifier, LocalProfile profile) {
  notifier->send(profile); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

template <class T> void bad_in_a_template(Sender<T> &sender, T value) {
  sender.send(value); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}
template void bad_in_a_template(Sender<LocalProfile> &, LocalProfile);

void good_annotated(Sender<std::shared_ptr<Profile>> &sender, std::shared_ptr<Profile> profile) {
  sender.send(profile);
  profile->visits = 1;
}

void good_pointer(Sender<Profile *> &sender) {
  Profile profile;
  sender.send(&profile);
}

void good_told_afterwards(Sender<int> &sender, LocalProfile profile) {
  sender.send_and(1, [profile] { render(*profile); });
}

void good_not_sent(Sender<LocalProfile> &sender, LocalProfile profile) {
  sender.closed(profile);
}

void good_no_sender(Queue<LocalProfile> &queue, LocalProfile profile) {
  queue.send(profile);
}
