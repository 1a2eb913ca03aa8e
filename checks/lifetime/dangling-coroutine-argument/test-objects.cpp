// Coroutines that are member functions: the object is an argument, too.
#include "mini.h"
#include <memory>
#include <variant>

std::string host_of(int id);
bool urgent();
void count(std::size_t n);

class Client {
public:
  explicit Client(std::string host) : host_(std::move(host)) {}
  mini::task<std::size_t> get() const {
    co_await mini::tick();
    co_return host_.size(); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
  }
  mini::task<void> put(std::string text); // the body is elsewhere
  mini::task<void> sleep() { co_await mini::tick(); }
  static mini::task<void> resolve(std::string host) {
    co_await mini::tick();
    count(host.size());
  }
  Client &retries(int n) {
    retries_ = n;
    return *this;
  }
  Client copy() const { return *this; }
  const std::string &host() const { return host_; }
  mini::task<std::size_t> operator()() const { co_return co_await get(); } // note: the coroutine uses it here
  mini::task<std::size_t> taken() && {
    co_await mini::tick();
    co_return host_.size(); // note: the coroutine uses it here
  }

private:
  std::string host_;
  int retries_ = 0;
};
Client connect(int id);
Client &shared_client();
std::unique_ptr<Client> make_client(int id);
std::shared_ptr<Client> find_client(int id);

struct Session {
  Client client{"session"};
  std::unique_ptr<Client> backup;
  Client &primary() { return client; }
};
Session open(int id);

// ---- Temporaries ----

mini::task<void> bad_constructed(int id) {
  auto work = Client(host_of(id)).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_returned_by_value(int id) {
  auto work = connect(id).put("text"); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_chain(int id) {
  auto work = connect(id).retries(2).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_copy(Client &client) {
  auto work = client.copy().get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_member_of_a_temporary(int id) {
  auto work = open(id).client.get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_reference_into_a_temporary(int id) {
  auto work = open(id).primary().get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_owned_by_a_temporary(int id) {
  auto work = make_client(id)->get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_owned_by_a_member_of_a_temporary(int id) {
  auto work = open(id).backup->get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_call_operator(int id) {
  auto work = connect(id)(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_rvalue_member(int id) {
  auto work = connect(id).taken(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<std::size_t> bad_returned_task(int id) {
  return connect(id).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

mini::task<void> bad_either(int id) {
  auto work = (urgent() ? connect(id) : Client("default")).get(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_pointer_to_a_member(int id) {
  auto get = &Client::get;
  auto work = (connect(id).*get)(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

// ---- Locals of inner blocks ----

mini::task<void> bad_inner_object(int id) {
  std::optional<mini::task<std::size_t>> work;
  {
    Client client = connect(id); // note: 'client' is destroyed at the end of its scope
    work = client.get(); // warn: the task refers to 'client', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  count(co_await std::move(*work)); // note: the task is used here, when 'client' is gone
}

mini::task<void> bad_inner_owner(int id) {
  std::optional<mini::task<std::size_t>> work;
  if (urgent()) {
    auto client = make_client(id); // note: 'client' is destroyed at the end of its scope
    work = client->get(); // warn: the task refers to 'client', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (work)
    count(co_await std::move(*work)); // note: the task is used here, when 'client' is gone
}

mini::task<void> bad_object_of_an_iteration(int rounds) {
  std::vector<mini::task<void>> work;
  for (int i = 0; i < rounds; ++i) {
    Client client = connect(i); // note: 'client' is destroyed at the end of its scope
    work.push_back(client.put("round")); // warn: the task refers to 'client', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  for (auto &w : work) // note: the task is used here, when 'client' is gone
    co_await std::move(w);
}

mini::task<void> bad_object_of_an_if(int id) {
  std::optional<mini::task<std::size_t>> work;
  if (Client client = connect(id); urgent()) // note: 'client' is destroyed at the end of its scope
    work = client.get(); // warn: the task refers to 'client', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  if (work)
    count(co_await std::move(*work)); // note: the task is used here, when 'client' is gone
}

// ---- Correct ----

mini::task<void> good_awaited_in_place(int id) {
  count(co_await connect(id).get());
  count(co_await connect(id).retries(2).get());
  count(co_await make_client(id)->get());
  count(co_await open(id).primary().get());
  co_await Client(host_of(id)).put("text");
}

mini::task<void> good_named(int id) {
  Client client = connect(id);
  auto work = client.retries(2).get();
  co_await mini::tick();
  count(co_await std::move(work));
}

mini::task<void> good_rvalue_member_of_a_name(int id) {
  Client client = connect(id);
  auto work = std::move(client).taken();
  co_await mini::tick();
  count(co_await std::move(work));
}

// A reference bound to a member of a temporary keeps all of it.
mini::task<void> good_lifetime_extended(int id) {
  auto &&client = open(id).client;
  auto work = client.get();
  co_await mini::tick();
  count(co_await std::move(work));
}

mini::task<void> good_reference_to_a_lasting_object() {
  auto work = shared_client().retries(1).get();
  co_await mini::tick();
  count(co_await std::move(work));
}

// Whoever gave it may own it as well.
mini::task<void> good_shared_owner(int id) {
  auto work = find_client(id)->get();
  co_await mini::tick();
  count(co_await std::move(work));
}

mini::task<void> good_named_owner(int id) {
  auto client = make_client(id);
  auto work = client->get();
  co_await mini::tick();
  count(co_await std::move(work));
}

// The body never looks at its object.
mini::task<void> good_object_without_a_use(int id) {
  auto work = connect(id).sleep();
  co_await mini::tick();
  co_await std::move(work);
}

mini::task<void> good_static_member(int id) {
  auto work = connect(id).resolve(host_of(id));
  auto other = Client::resolve("other");
  co_await mini::tick();
  co_await std::move(work);
  co_await std::move(other);
}

mini::task<void> good_value_out_of_a_temporary(int id) {
  auto work = Client::resolve(connect(id).host());
  co_await mini::tick();
  co_await std::move(work);
}

namespace good_own_members {
class Pool {
public:
  mini::task<std::size_t> first() { return primary_.get(); }
  void start() { pending_ = backup_->get(); }
  mini::task<std::size_t> finish() { return std::move(*pending_); }

private:
  Client primary_{"primary"};
  std::unique_ptr<Client> backup_;
  std::optional<mini::task<std::size_t>> pending_;
};
} // namespace good_own_members

mini::task<void> good_object_of_the_iteration(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    Client client = connect(i);
    auto work = client.put("round");
    co_await mini::tick();
    co_await std::move(work);
  }
}
