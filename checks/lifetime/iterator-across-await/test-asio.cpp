// needs: boost/asio.hpp
// flags: -std=c++20 -pthread
// Services on Boost.Asio: rooms, sessions, write queues, timers, as its examples and their users write them.
#include <array>
#include <boost/asio.hpp>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
void log(const std::string &text);

// ---- Participants of a chat ----

struct Participant {
  virtual ~Participant() = default;
  virtual void deliver(const std::string &text) = 0;
  virtual awaitable<void> flush() = 0;
};

class bad_room {
public:
  void join(std::shared_ptr<Participant> p) { participants_.insert(std::move(p)); }
  void leave(const std::shared_ptr<Participant> &p) { participants_.erase(p); } // note: 'leave' may erase elements of 'participants_' here
  void deliver(const std::string &text) {
    for (auto &p : participants_)
      p->deliver(text);
  }
  awaitable<void> flush() {
    for (auto &p : participants_) // warn: the loop over 'participants_' goes on after a suspension during which others can change 'participants_' // note: loop over a copy, or hold an async lock that whoever changes 'participants_' takes, too // note: the next element is taken here
      co_await p->flush(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::set<std::shared_ptr<Participant>> participants_;
};

class good_room {
public:
  void join(std::shared_ptr<Participant> p) { participants_.insert(std::move(p)); }
  void leave(const std::shared_ptr<Participant> &p) { participants_.erase(p); }
  void deliver(const std::string &text) {
    for (auto &p : participants_)
      p->deliver(text);
  }
  awaitable<void> flush() {
    auto all = participants_;
    for (auto &p : all)
      co_await p->flush();
  }
  awaitable<void> flush_vector() {
    std::vector<std::shared_ptr<Participant>> all(participants_.begin(), participants_.end());
    for (auto &p : all)
      co_await p->flush();
  }

private:
  std::set<std::shared_ptr<Participant>> participants_;
};

// ---- A session with a write queue ----

class good_session : public std::enable_shared_from_this<good_session> {
public:
  explicit good_session(tcp::socket socket) : socket_(std::move(socket)), timer_(socket_.get_executor()) {}
  void deliver(const std::string &text) {
    queue_.push_back(text);
    timer_.cancel_one();
  }
  void start() {
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->writer(); }, asio::detached);
  }

private:
  awaitable<void> writer() {
    try {
      while (socket_.is_open()) {
        if (queue_.empty()) {
          boost::system::error_code ec;
          co_await timer_.async_wait(asio::redirect_error(use_awaitable, ec));
        } else {
          co_await asio::async_write(socket_, asio::buffer(queue_.front()), use_awaitable);
          queue_.pop_front();
        }
      }
    } catch (const std::exception &) {
      stop();
    }
  }
  void stop() {
    socket_.close();
    timer_.cancel();
  }
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::deque<std::string> queue_;
};

class bad_session_that_keeps_the_front {
public:
  void deliver(const std::string &text) { queue_.push_back(text); }
  void cancel() { queue_.clear(); } // note: 'cancel' may erase elements of 'queue_' here
  awaitable<void> write_one() {
    auto &front = queue_.front(); // warn: reference 'front' into 'queue_' is used after a suspension during which others can change 'queue_' // note: look it up again after the suspension, or keep a copy
    auto n = co_await asio::async_write(socket_, asio::buffer("x", 1), use_awaitable); // note: the coroutine may be suspended at this 'co_await'
    log(front.substr(n)); // note: used here, after it
  }

private:
  tcp::socket socket_;
  std::deque<std::string> queue_;
};

// ---- Clients by id ----

struct Client {
  tcp::socket socket;
  std::string name;
  int sent = 0;
};

class bad_server {
public:
  void drop(int id) { clients_.erase(id); } // note: 'drop' may erase elements of 'clients_' here // note: 'drop' may erase elements of 'clients_' here // note: 'drop' may erase elements of 'clients_' here // note: 'drop' may erase elements of 'clients_' here
  awaitable<void> accept(tcp::acceptor &acceptor) {
    for (int id = 0;; ++id) {
      auto socket = co_await acceptor.async_accept(use_awaitable);
      clients_.emplace(id, std::make_unique<Client>(std::move(socket)));
    }
  }
  awaitable<void> send(int id, std::string text) {
    auto it = clients_.find(id); // warn: iterator 'it' into 'clients_' is used after a suspension during which others can change 'clients_' // note: look it up again after the suspension, or keep a copy
    if (it == clients_.end())
      co_return;
    it->second->sent += co_await asio::async_write(it->second->socket, asio::buffer(text), use_awaitable); // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }
  awaitable<void> send_by_reference(int id, std::string text) {
    auto &client = *clients_.at(id); // warn: reference 'client' into 'clients_' is used after a suspension during which others can change 'clients_' // note: look it up again after the suspension, or keep a copy
    co_await asio::async_write(client.socket, asio::buffer(text), use_awaitable); // note: the coroutine may be suspended at this 'co_await'
    ++client.sent; // note: used here, after it
  }
  awaitable<void> broadcast(std::string text) {
    for (auto &[id, client] : clients_) // warn: the loop over 'clients_' goes on after a suspension during which others can change 'clients_' // note: loop over a copy, or hold an async lock that whoever changes 'clients_' takes, too // note: the next element is taken here
      co_await asio::async_write(client->socket, asio::buffer(text), use_awaitable); // note: the coroutine may be suspended at this 'co_await'
  }
  awaitable<void> wait_in_a_loop() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (auto it = clients_.begin(); it != clients_.end(); ++it) { // warn: iterator 'it' into 'clients_' is used after a suspension during which others can change 'clients_' // note: look it up again after the suspension, or keep a copy
      timer.expires_after(std::chrono::seconds(1));
      co_await timer.async_wait(use_awaitable); // note: the coroutine may be suspended at this 'co_await'
      log(it->second->name); // note: used here, after it
    }
  }

private:
  std::unordered_map<int, std::unique_ptr<Client>> clients_;
};

class good_server {
public:
  void drop(int id) { clients_.erase(id); }
  awaitable<void> accept(tcp::acceptor &acceptor) {
    for (int id = 0;; ++id) {
      auto socket = co_await acceptor.async_accept(use_awaitable);
      auto [it, is_new] = clients_.emplace(id, std::make_shared<Client>(std::move(socket)));
      it->second->name = "client";
    }
  }
  awaitable<void> send(int id, std::string text) {
    auto it = clients_.find(id);
    if (it == clients_.end())
      co_return;
    auto client = it->second;
    co_await asio::async_write(client->socket, asio::buffer(text), use_awaitable);
    ++client->sent;
  }
  awaitable<void> broadcast(std::string text) {
    std::vector<int> ids;
    for (auto &[id, client] : clients_)
      ids.push_back(id);
    for (int id : ids)
      co_await send(id, text);
  }
  awaitable<std::size_t> count_on_the_executor() {
    co_await asio::post(co_await asio::this_coro::executor, use_awaitable);
    std::size_t sent = 0;
    for (auto &[id, client] : clients_)
      sent += client->sent;
    co_return sent;
  }

private:
  std::unordered_map<int, std::shared_ptr<Client>> clients_;
};

// ---- The connection is closed meanwhile ----

class bad_connection {
public:
  void close() { socket_.reset(); } // note: 'close' may erase elements of 'socket_' here
  awaitable<void> ping() {
    auto &socket = *socket_; // warn: reference 'socket' into 'socket_' is used after a suspension during which others can change 'socket_' // note: look it up again after the suspension, or keep a copy
    co_await asio::async_write(socket, asio::buffer("ping", 4), use_awaitable); // note: the coroutine may be suspended at this 'co_await'
    std::array<char, 4> pong;
    co_await socket.async_read_some(asio::buffer(pong), use_awaitable); // note: used here, after it
  }

private:
  std::optional<tcp::socket> socket_;
};

class good_connection {
public:
  void close() { socket_.close(); }
  awaitable<void> ping() {
    auto &socket = socket_;
    co_await asio::async_write(socket, asio::buffer("ping", 4), use_awaitable);
    std::array<char, 4> pong;
    co_await socket.async_read_some(asio::buffer(pong), use_awaitable);
  }

private:
  tcp::socket socket_;
};

// ---- Resolved endpoints belong to the coroutine ----

awaitable<void> good_endpoints(tcp::socket &socket) {
  tcp::resolver resolver(co_await asio::this_coro::executor);
  auto endpoints = co_await resolver.async_resolve("localhost", "80", use_awaitable);
  for (auto &entry : endpoints) {
    boost::system::error_code ec;
    co_await socket.async_connect(entry.endpoint(), asio::redirect_error(use_awaitable, ec));
    if (!ec)
      break;
    log(entry.host_name());
  }
}

awaitable<void> good_header_lines(tcp::socket &socket) {
  std::string data;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(data), "\r\n\r\n", use_awaitable);
  std::string_view head(data);
  for (std::size_t at = head.find('\n'); at != head.npos; at = head.find('\n', at + 1))
    co_await asio::async_write(socket, asio::buffer(head.substr(0, at)), use_awaitable);
}
