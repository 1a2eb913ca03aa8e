// flags: -std=c++20 -pthread
// A file that wires callbacks and has no coroutine of its own: nothing in it needs the tasks' types to be complete.
#include "annotated.h"
#include "mini.h"
#include <map>
#include <thread>

mini::task<void> reload(int config);
mini::eager<> publish(int config);
mini::forget notify(int config);
mini::generator<int> numbers(int first);
mini::task<int> *cached(int config);
struct Server {
  mini::task<bool> serve();
  void stop();
};
template <class Signature> class unique_function;
template <class R, class... A> class unique_function<R(A...)> {
public:
  template <class F> unique_function(F f);
  R operator()(A... a);
};
void on_change(unique_function<void(int)> callback);
void on_result(unique_function<mini::task<void>(int)> callback);

void bad_declared_function() {
  on_change(reload); // warn: the task that 'reload' returns never runs: 'unique_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bad_declared_eager_function() {
  on_change(&publish); // warn: nobody waits for the task that 'publish' returns, or sees its exception: 'unique_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bad_declared_member(Server &server) {
  unique_function<void(Server &)> run = &Server::serve; // warn: the task that 'serve' returns never runs: 'unique_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  run(server);
}

void bad_function_pointer(mini::task<char> (*callback)(int)) {
  on_change(callback); // warn: the task that 'callback' returns never runs: 'unique_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bad_thread(Server *server) {
  std::thread worker(&Server::serve, server); // warn: the task that 'serve' returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
  worker.join();
}

void good_signature_returns_the_task() { on_result(reload); }

void good_fire_and_forget() { on_change(notify); }

void good_generator() { on_change(numbers); }

void good_pointer_to_a_task() { on_change(cached); }

void good_no_task(Server *server) {
  std::thread worker(&Server::stop, server);
  worker.join();
}

namespace bad_elements_nobody_completed {
void put(std::vector<std::function<void(int)>> &callbacks) {
  callbacks.emplace_back(reload); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
void put(std::map<std::string, std::function<void(long)>> &callbacks) {
  callbacks.insert_or_assign("/reload", reload); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_elements_nobody_completed

void good_elements_nobody_completed(std::vector<std::function<mini::task<void>(int)>> &callbacks) {
  callbacks.emplace_back(reload);
}
