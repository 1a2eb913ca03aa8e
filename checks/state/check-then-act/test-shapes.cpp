// flags: -std=c++23
// The same in lambdas, templates, loops and macros.
#include "mini.h"

struct session {
  int id = 0;
};
mini::task<std::shared_ptr<session>> dial(std::string host);
mini::task<void> audit(long amount);
void spawn(mini::task<void> work);

template <class T> class lazy {
public:
  mini::task<T> bad_template(std::string name) {
    if (!value_) { // note: checked here, before the suspension
      co_await audit(0); // note: the coroutine may be suspended at this 'co_await'
      value_ = T(); // warn: 'value_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_template' changes 'value_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
    co_return *value_;
  }
  mini::task<T> good_template(std::string name) {
    if (!value_) {
      co_await audit(0);
      if (!value_)
        value_ = T(); // note: 'good_template' changes 'value_' here
    }
    co_return *value_;
  }
  mini::task<void> bad_emplaced() {
    if (!value_.has_value()) { // note: checked here, before the suspension
      co_await audit(0); // note: the coroutine may be suspended at this 'co_await'
      value_.emplace(); // warn: 'value_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }

private:
  std::optional<T> value_;
};
template class lazy<int>;

template <bool Locked> class chosen {
public:
  mini::task<void> get() { // note: a second call of 'get' may come to the same point meanwhile
    if constexpr (Locked) {
      auto guard = co_await mutex_.lock();
      if (!conn_)
        conn_ = co_await dial("db");
    } else {
      if (!conn_) // note: checked here, before the suspension
        conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
    }
  }

private:
  mini::async_mutex mutex_;
  std::shared_ptr<session> conn_;
};
template class chosen<true>;
template class chosen<false>;

class holder {
public:
  void bad_refresh() {
    spawn([this]() -> mini::task<void> {
      if (!conn_) // note: checked here, before the suspension
        conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await' // note: this lambda changes 'conn_' here // note: this lambda changes 'conn_' here // note: this lambda changes 'conn_' here // note: this lambda changes 'conn_' here // note: this lambda changes 'self.conn_' here
    }());
  }
  mini::task<void> bad_explicit_object(this holder &self) {
    if (!self.conn_) // note: checked here, before the suspension
      self.conn_ = co_await dial("db"); // warn: 'self.conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_explicit_object' changes 'conn_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> good_explicit_object_by_value(this holder self) {
    if (!self.conn_)
      self.conn_ = co_await dial("db");
  }
  mini::task<void> good_copy_of_this() {
    auto work = [*this]() mutable -> mini::task<void> {
      if (!conn_)
        conn_ = co_await dial("db");
    };
    co_await work();
  }
  mini::task<void> bad_for(int n) {
    for (int i = 0; i < n; ++i)
      if (!conn_) // note: checked here, before the suspension
        conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_range_for(std::vector<std::string> hosts) {
    for (auto &host : hosts) {
      if (conn_) // note: checked here, before the suspension
        break;
      conn_ = co_await dial(host); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
    }
  }
  mini::task<void> bad_reference_to_a_member() {
    auto &conn = conn_;
    if (!conn) // note: checked here, before the suspension
      conn = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
#define IF_MISSING(what) if (!(what))
  mini::task<void> bad_macro() {
    IF_MISSING(conn_) // note: checked here, before the suspension
    conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::shared_ptr<session> conn_;
};

mini::generator<int> good_pulled_generator(int &next) {
  if (next == 0) {
    co_yield 0;
    next = 1;
  }
}

// Getters that ask themselves, and sums of sums: what is read is told once.
struct tree_node {
  tree_node *left, *right;
  int depth() const { return left ? left->depth() + right->depth() : 0; }
};

struct tree_owner {
  tree_node root_;
  int deepest_ = 0;
  mini::task<void> save();

  mini::task<void> bad_recursive_getter() {
    if (root_.depth() > deepest_) { // note: checked here, before the suspension
      co_await save(); // note: the coroutine may be suspended at this 'co_await'
      deepest_ = root_.depth(); // warn: 'deepest_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_recursive_getter' changes 'deepest_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }

  mini::task<void> bad_sums_of_sums() {
    int a = deepest_ + deepest_, b = a + a, c = b + b, d = c + c; // note: copied here, before the suspension
    int e = d + d, f = e + e, g = f + f, h = g + g, i = h + h, j = i + i;
    int k = j + j, l = k + k, m = l + l, n = m + m, o = n + n, p = o + o;
    int q = p + p, r = q + q, s = r + r, t = s + s, u = t + t, v = u + u;
    int w = v + v, x = w + w, y = x + x, z = y + y;
    co_await save(); // note: the coroutine may be suspended at this 'co_await'
    deepest_ = z + z; // warn: 'deepest_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: 'bad_sums_of_sums' changes 'deepest_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
};
