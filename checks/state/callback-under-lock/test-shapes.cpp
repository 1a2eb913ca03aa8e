// Shapes of callbacks under locks as programs have them: pools, channels, latches, proxies, signals.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <queue>
#include <set>
#include <shared_mutex>
#include <thread>
#include <variant>
using callback = std::function<void(int)>;
int work(int = 0);

namespace bad_pool { // worker that runs its job under the lock
struct pool {
  std::mutex m_; std::condition_variable cv_; std::queue<std::function<void()>> jobs_; bool stop_ = false;
  void run() {
    for (;;) {
      std::unique_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out
      cv_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      if (stop_) return;
      auto job = std::move(jobs_.front());
      jobs_.pop();
      job(); // warn: callback 'job' is called while 'm_' is held: unknown code runs under the lock
    }
  }
};
}
namespace good_pool {
struct pool {
  std::mutex m_; std::condition_variable cv_; std::queue<std::function<void()>> jobs_; bool stop_ = false;
  void run() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock lock(m_);
        cv_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
        if (stop_) return;
        job = std::move(jobs_.front());
        jobs_.pop();
      }
      job();
    }
  }
};
}
namespace bad_channel {
template <class T> struct channel {
  struct receiver { std::coroutine_handle<> h; std::optional<T> *slot; };
  std::mutex m_;
  std::deque<T> items_;
  std::deque<receiver> receivers_;
  void send(T v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    if (!receivers_.empty()) {
      receiver r = receivers_.front();
      receivers_.pop_front();
      r.slot->emplace(std::move(v));
      r.h.resume(); // warn: a coroutine is resumed while 'm_' is held: unknown code runs under the lock
      return;
    }
    items_.push_back(std::move(v));
  }
};
template struct channel<int>;
struct hub {
  std::mutex m_;
  channel<int> out_;
  void all(int v) { std::lock_guard g(m_); out_.send(v); }
};
}
namespace good_channel {
template <class T> struct channel {
  std::mutex m_;
  std::deque<T> items_;
  std::deque<std::coroutine_handle<>> receivers_;
  void send(T v) {
    std::coroutine_handle<> h;
    {
      std::lock_guard guard(m_);
      items_.push_back(std::move(v));
      if (!receivers_.empty()) { h = receivers_.front(); receivers_.pop_front(); }
    }
    if (h) h.resume();
  }
};
template struct channel<int>;
}
namespace bad_helper_chain {
struct event { std::vector<std::coroutine_handle<>> w_; void set() { for (auto h : w_) h.resume(); } }; // note: which resumes a coroutine here // note: which resumes a coroutine here // note: which resumes a coroutine here
struct latch { event e_; int n_ = 1; void count_down() { if (--n_ == 0) e_.set(); } }; // note: which calls 'set' here // note: which calls 'set' here
struct owner {
  std::mutex m_; latch l_; std::map<int, event> by_;
  void done() { std::lock_guard g(m_); l_.count_down(); } // warn: 'count_down' resumes a coroutine while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void done2(int k) { std::scoped_lock g{m_}; if (auto it = by_.find(k); it != by_.end()) { it->second.set(); } } // warn: 'set' resumes a coroutine while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
void free_helper(owner &o) { o.l_.count_down(); } // note: which calls 'count_down' here
void free(owner &o) { std::lock_guard g(o.m_); free_helper(o); } // warn: 'free_helper' resumes a coroutine while 'o.m_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
}
namespace bad_locked_proxy {
template <class T> class guarded {
public:
  class proxy {
  public:
    explicit proxy(guarded &g) : lock_(g.m_), g_(&g) {}
    T *operator->() { return &g_->value_; }
    T &operator*() { return g_->value_; }
  private:
    std::unique_lock<std::mutex> lock_; guarded *g_;
  };
  proxy lock() { return proxy(*this); }
private:
  std::mutex m_; T value_;
};
struct state { std::vector<callback> ls; callback one; };
struct feed {
  guarded<state> s_;
  void a(int v) { auto s = s_.lock(); for (auto &f : s->ls) f(v); } // warn: callback 'f' is called while 's_.m_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void b(int v) { s_.lock()->one(v); } // warn: callback 'one' is called while 's_.m_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
}
namespace bad_pthread {

struct lib { pthread_mutex_t m_; void (*cb_)(void *, int); void *u_;
  void fire(int v) { pthread_mutex_lock(&m_); cb_(u_, v); pthread_mutex_unlock(&m_); } }; // warn: callback 'cb_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
}
namespace bad_observer_set {
struct table_listener { virtual ~table_listener() = default; virtual void row_added(int) = 0; };
struct table {
  std::shared_mutex m_; std::set<table_listener *> ls_;
  void add(int r) { std::unique_lock g(m_); std::for_each(ls_.begin(), ls_.end(), [&](table_listener *l) { l->row_added(r); }); } // warn: an observer's 'row_added' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void add2(int r) { std::unique_lock g(m_); for (auto it = ls_.begin(); it != ls_.end(); ++it) (*it)->row_added(r); } // warn: an observer's 'row_added' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
}
namespace bad_capability {
struct [[clang::capability("mutex")]] mutex { void lock() __attribute__((acquire_capability())); void unlock() __attribute__((release_capability())); };
struct feed {
  mutex m_; callback cb_;
  void fire(int v) __attribute__((requires_capability(m_))) { cb_(v); } // warn: callback 'cb_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void f(int v) { m_.lock(); fire(v); m_.unlock(); }
};
}
namespace bad_async_and_thread {
struct feed {
  std::mutex m_; mini::async_mutex a_; callback cb_;
  mini::task<void> f(int v) { auto g = co_await a_.lock(); { std::lock_guard h(m_); cb_(v); } cb_(v); } // warn: callback 'cb_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
}
namespace bad_dispatch {
struct strand { template <class F> void dispatch(F f) { f(); } template <class F> void post(F f); };
struct feed {
  std::mutex m_; strand s_; callback cb_;
  void f(int v) { std::lock_guard g(m_); s_.dispatch([this, v] { cb_(v); }); } // warn: callback 'cb_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void g(int v) { std::lock_guard g(m_); s_.post([this, v] { cb_(v); }); }
};
}
namespace bad_task_start {
struct feed {
  std::mutex m_; std::vector<std::unique_ptr<callback>> v_; std::weak_ptr<callback> weak_;
  std::variant<int, callback> var_;
  void f(int v) { std::lock_guard g(m_); if (auto c = weak_.lock()) (*c)(v); } // warn: callback 'c' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void g(int v) { std::lock_guard g(m_); (*v_[0])(v); v_.back()->operator()(v); } // warn: callback 'v_' is called while 'm_' is held: unknown code runs under the lock // warn: callback 'v_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
  void h(int v) { std::lock_guard g(m_); if (auto *c = std::get_if<callback>(&var_)) (*c)(v); } // warn: callback 'c' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
}
namespace good_more {
struct feed {
  std::mutex m_; std::vector<callback> ls_; callback cb_; std::condition_variable cv_; bool done_ = false;
  std::function<bool(int)> pred_;
  void sorted(std::function<bool(int, int)> less, std::vector<int> &v) { std::lock_guard g(m_); std::sort(v.begin(), v.end(), less); }
  bool any(std::vector<int> &v) { std::lock_guard g(m_); return std::any_of(v.begin(), v.end(), pred_); }
  void waits() { std::unique_lock l(m_); cv_.wait(l, [this] { return done_; }); done_ = false; cv_.notify_all(); }
  void thread() { std::lock_guard g(m_); std::thread t([this] { cb_(1); }); t.detach(); }
  void stores(callback f) { std::lock_guard g(m_); cb_ = [f, old = cb_](int v) { old(v); f(v); }; }
  std::vector<callback> snapshot() { std::lock_guard g(m_); return ls_; }
  void publish(int v) { for (auto &f : snapshot()) f(v); }
  void deferred(int v) { std::unique_lock l(m_, std::defer_lock); cb_(v); l.lock(); }
  void early(int v) { std::unique_lock l(m_); if (v) { l.unlock(); cb_(v); return; } work(); }
  void swap_out(int v) { std::unique_lock l(m_); auto now = std::exchange(ls_, {}); l.unlock(); for (auto &f : now) f(v); }
  template <class P> bool with(P p) { std::lock_guard g(m_); return p(*this); }
};
bool uses(feed &f) { return f.with([](feed &g) { return g.ls_.empty(); }); }
struct scope_exit { std::function<void()> f; ~scope_exit() { f(); } };
struct cleanup { std::mutex m_; int n_; void f() { std::lock_guard g(m_); scope_exit e{[this] { ++n_; }}; } };
mini::task<void> spawn(feed &f) { { std::lock_guard g(f.m_); work(); } f.cb_(1); co_return; }
}
