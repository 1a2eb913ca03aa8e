// Callbacks and handles under locks as libraries write them: topics, registries, private implementations, events.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
using callback = std::function<void(int)>;
int work(int = 0);
namespace absl { template <class S> class AnyInvocable; template <class R, class... A> class AnyInvocable<R(A...)> { public: template <class F> AnyInvocable(F &&); AnyInvocable(AnyInvocable &&); AnyInvocable &operator=(AnyInvocable &&); R operator()(A...); explicit operator bool() const; };
struct Mutex { void Lock(); void Unlock(); }; struct MutexLock { explicit MutexLock(Mutex *); ~MutexLock(); }; }
namespace folly { template <class S> class Function; template <class R, class... A> class Function<R(A...)> { public: template <class F> Function(F &&); Function(Function &&); R operator()(A...); }; }

namespace bad_wrappers {
struct s {
  std::mutex m_; absl::Mutex am_; absl::AnyInvocable<void(int)> a_; folly::Function<void()> f_;
  std::list<absl::AnyInvocable<void(int)>> l_;
  void x(int v) { absl::MutexLock g(&am_); a_(v); } // warn: callback 'a_' is called while 'am_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void y() { std::lock_guard g(m_); f_(); } // warn: callback 'f_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void z(int v) { std::lock_guard g(m_); std::move(a_)(v); } // warn: callback 'a_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void w(int v) { std::lock_guard g(m_); for (auto it = l_.begin(); it != l_.end();) { (*it)(v); it = l_.erase(it); } } // warn: callback 'it' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
}
namespace bad_base_member {
template <class T> struct base { std::mutex m_; std::vector<std::function<void(const T &)>> subs_; };
template <class T> struct topic : base<T> {
  void emit(const T &v) {
    std::lock_guard lock{this->m_}; // note: acquired here; release it first, with what the call needs taken out
    for (auto &&s : this->subs_) s(v); // warn: callback 's' is called while 'm_' is held: unknown code runs under the lock
  }
};
void use(topic<int> &t) { t.emit(1); }
}
namespace bad_generic_lambda {
struct s { std::mutex m_; std::unordered_map<int, callback> cbs_;
  void x(int v) {
    auto each = [this](auto &&f) { for (auto &[k, cb] : cbs_) f(cb); }; // note: which calls callback 'cb' here
    std::unique_lock l{m_}; // note: acquired here; release it first, with what the call needs taken out
    each([&](auto &cb) { cb(v); }); // warn: this lambda calls callback 'cb' while 'm_' is held: unknown code runs under the lock
  } };
}
namespace bad_static_member {
struct registry {
  static inline std::mutex m; static inline std::vector<callback> all;
  static void fire(int v) { std::lock_guard g(m); for (auto &c : all) c(v); } // warn: callback 'c' is called while 'm' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
registry &global_registry();
struct reg2 { std::mutex m; callback cb; };
reg2 &instance() { static reg2 r; return r; }
void fire(int v) { auto &r = instance(); std::lock_guard g(r.m); r.cb(v); } // warn: callback 'cb' is called while 'r.m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
void fire2(int v) { std::lock_guard g(instance().m); instance().cb(v); } // warn: callback 'cb' is called while 'r.m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
}
namespace bad_pimpl {
struct impl { std::mutex m; callback cb; std::coroutine_handle<> w; };
struct outer { std::unique_ptr<impl> p_; std::shared_ptr<impl> s_;
  void x(int v) { std::lock_guard g(p_->m); p_->cb(v); } // warn: callback 'cb' is called while 'p_->m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void y() { auto s = s_; std::lock_guard g(s->m); s->w.resume(); } // warn: a coroutine is resumed while 's->m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
  void z() { std::lock_guard g(s_->m); std::exchange(s_->w, nullptr).resume(); } // warn: a coroutine is resumed while 's_->m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
void by_ptr(impl *p, int v) { std::lock_guard g(p->m); p->cb(v); } // warn: callback 'cb' is called while 'p->m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
void by_shared(const std::shared_ptr<impl> &p, int v) { std::lock_guard g(p->m); p->cb(v); } // warn: callback 'cb' is called while 'p->m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
void by_value(std::shared_ptr<impl> p, int v) { std::lock_guard g(p->m); if (p->cb) p->cb(v); } // warn: callback 'cb' is called while 'p->m' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
}
namespace bad_coroutine_event {
struct event {
  std::mutex m_; bool set_ = false; std::coroutine_handle<> waiter_;
  struct awaiter { event &e; bool await_ready() { std::lock_guard g(e.m_); return e.set_; }
    bool await_suspend(std::coroutine_handle<> h) { std::lock_guard g(e.m_); if (e.set_) return false; e.waiter_ = h; return true; }
    void await_resume() {} };
  awaiter operator co_await() { return {*this}; }
  void set() { std::lock_guard g(m_); set_ = true; if (waiter_) waiter_.resume(); } // warn: a coroutine is resumed while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
mini::task<void> waits(event &e) { co_await e; }
struct owner { std::mutex m_; event e_; std::vector<std::shared_ptr<event>> es_; void x() { std::lock_guard g(m_); e_.set(); } };
}
namespace bad_async_event {
struct event { std::atomic<void *> w_; void set() { if (auto p = w_.exchange(this)) std::coroutine_handle<>::from_address(p).resume(); } }; // note: which resumes a coroutine here // note: which resumes a coroutine here // note: which resumes a coroutine here
struct owner { std::mutex m_; event e_; std::vector<std::shared_ptr<event>> es_;
 void x() { std::lock_guard g(m_); e_.set(); } // warn: 'set' resumes a coroutine while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
 void y() { std::lock_guard g(m_); for (auto &e : es_) e->set(); } // warn: 'set' resumes a coroutine while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
 mini::task<void> z() { { std::lock_guard g(m_); e_.set(); } co_return; } // warn: 'set' resumes a coroutine while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
}
namespace good_more {
struct impl { std::mutex m; callback cb; std::coroutine_handle<> w; std::vector<callback> cbs; };
struct s {
  std::mutex m_; callback cb_; std::vector<std::coroutine_handle<>> hs_; std::deque<std::function<void()>> q_; bool busy_ = false; std::unique_ptr<impl> p_; std::condition_variable cv_;
  std::vector<std::coroutine_handle<>> take() { std::lock_guard g(m_); return std::exchange(hs_, {}); }
  void a() { for (auto h : take()) h.resume(); }
  void b() { std::unique_lock l(m_); if (busy_) return; busy_ = true; while (!q_.empty()) { auto f = std::move(q_.front()); q_.pop_front(); l.unlock(); f(); l.lock(); } busy_ = false; }
  void c(int v) { callback cb; { std::lock_guard g(m_); cb = cb_; } if (cb) cb(v); }
  void d(int v) { auto cb = [&] { std::lock_guard g(m_); return cb_; }(); cb(v); }
  void e(std::coroutine_handle<> h) { std::unique_lock l(m_); if (busy_) { hs_.push_back(h); return; } l.unlock(); h.resume(); }
  bool await_suspend(std::coroutine_handle<> h) { std::lock_guard g(m_); if (busy_) return false; hs_.push_back(h); return true; }
  std::coroutine_handle<> f() { std::lock_guard g(m_); auto h = hs_.back(); hs_.pop_back(); return h; }
  void g() { if (auto h = f()) h.resume(); }
  void h(int v) { std::unique_lock<std::mutex> l; cb_(v); l = std::unique_lock(m_); }
  void i(int v) { auto l = std::unique_lock(m_); auto cb = cb_; l = {}; cb(v); }
  void j(int v) { std::optional<std::lock_guard<std::mutex>> l(m_); auto cb = cb_; l.reset(); cb(v); }
  template <class F> auto locked(F &&f) { std::lock_guard g(m_); return std::forward<F>(f)(); }
  void k(int v) { auto cb = locked([&] { return cb_; }); cb(v); locked([&] { busy_ = true; cb_ = nullptr; }); }
  void n() { { std::lock_guard g(m_); busy_ = true; } cv_.notify_all(); cb_(1); }
  template <class Pred> void wait(Pred p) { std::unique_lock l(m_); while (!p()) cv_.wait(l); }
  void o() { wait([this] { return busy_; }); }
  void p() { std::lock_guard g(m_); std::erase_if(q_, [](auto &f) { return !f; }); }
  void q(const std::function<bool(int)> &match) { std::lock_guard g(m_); for (int i = 0; i < 3; ++i) if (match(i)) return; }
  void r(std::vector<callback> cbs) { std::lock_guard g(m_); for (auto &c : cbs) c(1); }

};
}
namespace good_sort { struct by { bool operator()(int, int) const; }; template <class C> struct heap { std::mutex m_; C c_; std::vector<int> v_; void push(int x) { std::lock_guard g(m_); v_.push_back(x); std::push_heap(v_.begin(), v_.end(), c_); if (c_(1, 2)) work(); } }; void u(heap<by> &h) { h.push(1); } }
namespace good_null { struct null_mutex { void lock() {} void unlock() {} }; struct s { null_mutex m_; callback c_; void f() { std::lock_guard g(m_); c_(1); } }; }
namespace bad_template_lock { struct null_mutex { void lock() {} void unlock() {} }; template <class M> struct s { M m_; callback c_; void f() { std::lock_guard g(m_); c_(1); } }; void u(s<null_mutex> &a, s<std::mutex> &b) { a.f(); b.f(); } } // warn: callback 'c_' is called while 'm_' is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
