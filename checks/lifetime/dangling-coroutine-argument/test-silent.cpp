// What resembles a dangling argument and is none.
#include "mini.h"
#include <array>
#include <cstdlib>
#include <list>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <span>
#include <tuple>

struct Options {
  int retries = 3;
  std::string host;
};
struct Order {
  int id = 0;
  std::string note;
};
std::string name_of(int id);
const std::string &default_name();
bool urgent();
void log(std::string_view text);
void sync_wait(mini::task<void> work);
mini::task<void> run_all(std::vector<mini::task<void>> work);
template <class... T> mini::task<std::tuple<T...>> both(mini::task<T>... tasks);

mini::task<void> show(std::string_view text) {
  co_await mini::tick();
  log(text);
}
mini::task<int> size_of(const std::string &text) {
  co_await mini::tick();
  co_return static_cast<int>(text.size());
}
mini::task<void> connect(const Options *options = nullptr, std::string_view how = "directly") {
  co_await mini::tick();
  log(options ? std::string_view(options->host) : how);
}
mini::task<void> greet(const std::string &name = default_name()) {
  co_await mini::tick();
  log(name);
}
mini::task<void> ship(Order &&order) {
  co_await mini::tick();
  log(order.note);
}
mini::task<const std::string &> find(const std::string &key, std::map<std::string, std::string> &in) {
  co_await mini::tick();
  co_return in[key];
}
template <class Tag> mini::task<void> allocate(const Tag &tag, std::size_t n) {
  co_await mini::tick();
  (void)tag;
  (void)n;
}

// ---- Done before the argument ends ----

mini::task<void> good_awaited_in_the_inner_block(int id) {
  std::optional<mini::task<void>> work;
  {
    std::string name = name_of(id);
    work = show(name);
    co_await mini::tick();
    co_await std::move(*work);
  }
  co_await mini::tick();
}

mini::task<void> good_moved_to_its_end_in_the_inner_block(int id) {
  std::vector<mini::task<void>> work;
  if (urgent()) {
    std::string name = name_of(id);
    work.push_back(show(name));
    work.push_back(show(name));
    co_await run_all(std::move(work));
  }
}

void good_waited_for(int id) {
  std::string name = name_of(id);
  auto work = show(name);
  sync_wait(std::move(work));
  sync_wait(show(name_of(id)));
}

mini::task<void> good_cleared_before_the_argument_ends(int id) {
  std::vector<mini::task<void>> work;
  {
    std::string name = name_of(id);
    work.push_back(show(name));
    work.clear();
  }
  co_await run_all(std::move(work));
}

mini::task<void> good_overwritten_before_the_argument_ends(int id) {
  auto work = show("first");
  {
    std::string name = name_of(id);
    work = show(name);
    work = show("second");
  }
  co_await std::move(work);
}

mini::task<void> good_leaves_with_the_block(int id) {
  std::optional<mini::task<void>> work;
  if (urgent()) {
    std::string name = name_of(id);
    work = show(name);
    co_await std::move(*work);
    co_return;
  }
  log("not urgent");
}

// ---- One full expression, however long ----

mini::task<void> good_long_expressions(int id, std::map<std::string, std::string> &names) {
  auto [a, b] = co_await both(size_of(name_of(id)), size_of("a literal"));
  int n = urgent() ? co_await size_of(name_of(a)) : co_await size_of(name_of(b));
  log(co_await find(name_of(n), names));
  const std::string &found = co_await find(name_of(id), names);
  log(found);
  co_await show(name_of(id)), co_await show(name_of(n));
  for (int i = co_await size_of(name_of(id)); i < co_await size_of(name_of(n)); i += co_await size_of("x"))
    log("again");
  switch (co_await size_of(name_of(3))) {
  case 0:
    co_await show(name_of(0));
    break;
  default:
    log("other");
  }
  std::array sizes{co_await size_of(name_of(1)), co_await size_of(name_of(2))};
  log(std::to_string(sizes[0] + co_await size_of(std::to_string(sizes[1]))));
}

mini::task<int> good_nested_calls(int id) {
  co_return co_await size_of(std::to_string(co_await size_of(std::to_string(co_await size_of(name_of(id))))));
}

mini::task<void> good_range_of_awaited_results(std::vector<int> ids) {
  std::set<int> sizes;
  for (int id : ids)
    sizes.insert(co_await size_of(name_of(id)));
  log(std::to_string(sizes.size()));
}

// ---- Defaults, constants and other things that never end ----

mini::task<void> good_default_arguments() {
  auto first = connect();
  auto second = greet();
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
}

static constexpr std::array names{"one", "two"};
mini::task<void> good_constants() {
  auto first = show(names[1]);
  auto second = show(__func__);
  auto third = allocate(std::nothrow, 3);
  auto fourth = greet(default_name());
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
  co_await std::move(third);
  co_await std::move(fourth);
}

mini::task<void> good_environment() {
  const char *home = std::getenv("HOME");
  auto work = show(home ? home : "nowhere");
  co_await mini::tick();
  co_await std::move(work);
}

// ---- Members and what belongs to the object ----

namespace good_members {
class Desk {
public:
  void ship_now() { pending_ = ship(std::move(order_)); }
  void show_part() { pending_ = show(std::string_view(order_.note).substr(1)); }
  void open(const Options &options) { pending_ = connect(&options); }
  void open_own() { pending_ = connect(&options_, host_->host); }
  mini::task<void> first() { return show(orders_.front().note); }
  mini::task<void> close() {
    if (pending_)
      co_await std::move(*pending_);
  }

private:
  Options options_;
  std::unique_ptr<Options> host_;
  Order order_;
  std::list<Order> orders_;
  std::optional<mini::task<void>> pending_;
};
} // namespace good_members

// ---- References that lead elsewhere ----

mini::task<void> good_references_to_lasting_objects(std::vector<std::shared_ptr<Order>> orders, Order *other) {
  std::vector<mini::task<void>> work;
  for (auto &order : orders) {
    Order &same = *order;
    const auto &note = same.note;
    work.push_back(show(note));
    work.push_back(show(other->note));
    Order *pointer = order.get();
    work.push_back(show(pointer->note));
  }
  co_await run_all(std::move(work));
}

mini::task<void> good_iterators_of_a_longer_lived_map(std::map<int, std::string> texts) {
  std::vector<mini::task<void>> work;
  for (auto it = texts.begin(); it != texts.end(); ++it)
    work.push_back(show(it->second));
  for (const auto &[key, text] : texts)
    if (key > 3)
      work.push_back(show(text));
  co_await run_all(std::move(work));
}

mini::task<void> good_emplaced_and_referred_to(int n) {
  std::list<std::string> texts;
  std::vector<mini::task<void>> work;
  for (int i = 0; i < n; ++i) {
    std::string &text = texts.emplace_back(name_of(i));
    text += "!";
    work.push_back(show(text));
  }
  co_await run_all(std::move(work));
}

// ---- Not the task of a coroutine ----

struct Builder {
  std::string text;
  Builder &add(std::string_view more) {
    text += more;
    return *this;
  }
  mini::task<void> build() { return own(std::move(text)); }

private:
  static mini::task<void> own(std::string text) {
    co_await mini::tick();
    log(text);
  }
};
mini::task<void> good_builder(int id) {
  auto work = Builder{}.add(name_of(id)).add("more").build();
  co_await mini::tick();
  co_await std::move(work);
}

struct Handle {
  mini::task<void> work;
};
Handle start(const std::string &text) { return {show(text.empty() ? "empty" : "full")}; }
mini::task<void> good_plain_function_looks_only(int id) {
  auto handle = start(name_of(id));
  co_await mini::tick();
  co_await std::move(handle.work);
}

int count(const std::string &text);
mini::task<void> good_plain_call_inside(int id) {
  std::string text(static_cast<std::size_t>(count(name_of(id))), 'x');
  auto work = show(text);
  co_await mini::tick();
  co_await std::move(work);
}
