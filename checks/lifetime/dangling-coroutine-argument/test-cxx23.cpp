// flags: -std=c++23
// Objects by explicit parameter, and the longer life of a range's temporaries.
#include "mini.h"
#include <memory>

std::string host_of(int id);
void count(std::size_t n);
mini::task<void> run_all(std::vector<mini::task<void>> work);

struct Client {
  std::string host;
  mini::task<std::size_t> by_value(this Client self) {
    co_await mini::tick();
    co_return self.host.size();
  }
  mini::task<std::size_t> by_deduced_value(this auto self) {
    co_await mini::tick();
    co_return self.host.size();
  }
  mini::task<std::size_t> by_reference(this const Client &self) {
    co_await mini::tick();
    co_return self.host.size(); // note: the coroutine uses it here // note: the coroutine uses it here
  }
  mini::task<std::size_t> by_forwarding(this auto &&self) {
    co_await mini::tick();
    co_return self.host.size(); // note: the coroutine uses it here
  }
};
Client connect(int id);
std::vector<Client> clients();
mini::task<void> show(const std::string &text) {
  co_await mini::tick();
  count(text.size()); // note: the coroutine uses it here
}

mini::task<void> bad_object_by_reference(int id) {
  auto work = connect(id).by_reference(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_object_by_forwarding_reference(int id) {
  auto work = connect(id).by_forwarding(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  count(co_await std::move(work)); // note: the task is used here, when the temporary is gone
}

mini::task<std::size_t> bad_returned_object_by_reference(int id) {
  return connect(id).by_reference(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

// The range lives as long as the loop, but not as long as the tasks.
mini::task<void> bad_elements_of_the_range(bool wanted) {
  std::vector<mini::task<void>> work;
  if (wanted)
    for (const Client &client : clients()) // note: '__range2' is destroyed at the end of its scope
      work.push_back(show(client.host)); // warn: the task refers to '__range2', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when '__range2' is gone
}

mini::task<void> bad_lambda_parameter(int id) {
  auto send = [](this auto, const std::string &text) -> mini::task<void> {
    co_await mini::tick();
    count(text.size()); // note: the coroutine uses it here
  };
  auto work = send(host_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> good_object_by_value(int id) {
  auto first = connect(id).by_value();
  auto second = connect(id).by_deduced_value();
  co_await mini::tick();
  count(co_await std::move(first));
  count(co_await std::move(second));
}

mini::task<std::size_t> good_returned_object_by_value(int id) { return connect(id).by_value(); }

mini::task<void> good_named_object(int id) {
  Client client = connect(id);
  auto first = client.by_reference();
  auto second = client.by_forwarding();
  co_await mini::tick();
  count(co_await std::move(first));
  count(co_await std::move(second));
}

mini::task<void> good_awaited_in_place(int id) {
  count(co_await connect(id).by_reference());
  count(co_await connect(id).by_forwarding());
}

mini::task<void> good_awaited_in_the_loop() {
  for (const Client &client : clients()) {
    auto work = show(client.host);
    co_await mini::tick();
    co_await std::move(work);
  }
}

// A range's temporaries live to the end of the loop, also those behind a reference.
struct Registry {
  std::vector<Client> all;
  const std::vector<Client> &list() const { return all; }
};
Registry registry();
mini::task<void> good_temporary_behind_the_range() {
  for (const Client &client : registry().list()) {
    auto work = client.by_reference();
    co_await mini::tick();
    count(co_await std::move(work));
  }
}
