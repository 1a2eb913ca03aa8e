//===--- corolint/annotations.h - what the types cannot say ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Macros that tell corolint, and the reader, what a coroutine library means:
// which class is a task, which guard must not be alive at a `co_await`, which
// function blocks, which parameter crosses to another thread. All of them are
// optional. corolint recognises most code by its structure, and many libraries
// by its models; an annotation says what neither can know, and wins over both.
//
// The header stands alone: it includes nothing, needs C++11 and goes with any
// coroutine library. With Clang each macro becomes an attribute; with GCC and
// MSVC it becomes nothing. No macro changes what a program does.
//
// Where a macro stands decides whether the compiler accepts it. Each paragraph
// below begins with the places of its macro:
//
//   class           after the class key        class COROLINT_TASK task;
//   alias           after the alias name       using id COROLINT_SEND = int;
//   function        before the declaration     COROLINT_BLOCKING void f();
//   constructor     before the declaration     COROLINT_UNBOUNDED queue();
//   parameter       after the parameter's type void f(F COROLINT_SPAWNS fn);
//     of a pack     before the dots            void f(F &&COROLINT_RACES... a);
//   member          after the member's type    T COROLINT_UNCHECKED_SEND("") m;
//   statement       before the statement       COROLINT_SUPPRESS("", "") f();
//   variable        before the declaration     COROLINT_SUPPRESS("", "") T t;
//   parameter-name  after the parameter's name void f(T &t COROLINT_NOESCAPE);
//   member-name     after the member's name    int n COROLINT_GUARDED_BY(m);
//   signature       after parameters, const    void f() COROLINT_REQUIRES(m);
//
// A function's annotation goes before `static`, `virtual`, `inline`, and after
// `template <...>`; it cannot stand on a friend declaration that defines
// nothing. Several macros may follow one another.
//
// Annotations are inherited by later declarations of the same entity and by
// instantiations of a template. An explicit or partial specialisation is an
// entity of its own: repeat them there. An annotation of a virtual function
// holds for its overriders.
//
// Costs. An annotation of a class, an alias or a parameter costs nothing in the
// program. One on an inline function or a function template keeps a copy of the
// function in the object file where every call of it was inlined; there,
// annotate the class or the parameter if either can say it. One on a data
// member makes Clang keep the member in memory: prefer an alias for its type
// (see COROLINT_UNCHECKED_SEND). Annotations of parameters need Clang 15; Clang
// 14 takes all the others.
//
// Warnings. There are none under -Wall -Wextra -Wpedantic -Wundef in C++11 to
// C++23, nor under Clang's -Weverything apart from -Wc++98-compat(-pedantic),
// which objects to every attribute and to macros with variable arguments.
//
// "Bad" below is code that the named rule reports, or that says something else
// than its author meant. docs/annotations.md holds the same text with an index.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANNOTATIONS_H
#define COROLINT_ANNOTATIONS_H

// Implementation. Nothing here depends on the linter being run: the editor, the
// linter and the compiler see the same attributes.
#if defined(__clang__) && defined(__cplusplus)
#if __has_feature(cxx_attributes)
#define COROLINT_DETAIL_ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
// The GNU spelling is accepted after a class key, an alias name and the type of
// a data member alike; the standard spelling is not.
#define COROLINT_DETAIL_ANNOTATE_ANYWHERE(...)                                 \
  __attribute__((annotate(__VA_ARGS__)))
#define COROLINT_DETAIL_GNU(...) __attribute__((__VA_ARGS__))
#define COROLINT_DETAIL_SUPPRESS(rule, reason)                                 \
  [[gsl::suppress("corolint-" rule, reason)]]
#if __has_cpp_attribute(clang::annotate_type)
#define COROLINT_DETAIL_ANNOTATE_TYPE(...) [[clang::annotate_type(__VA_ARGS__)]]
#endif
// `nodiscard` on a class is an extension before C++17, and warned about.
#if __has_cpp_attribute(clang::warn_unused_result)
#define COROLINT_DETAIL_NODISCARD [[clang::warn_unused_result]]
#endif
#if __has_cpp_attribute(clang::coro_return_type)
#define COROLINT_DETAIL_CORO_RETURN_TYPE [[clang::coro_return_type]]
#endif
#if __has_cpp_attribute(clang::coro_lifetimebound)
#define COROLINT_DETAIL_CORO_LIFETIMEBOUND [[clang::coro_lifetimebound]]
#endif
#if __has_cpp_attribute(clang::coro_wrapper)
#define COROLINT_DETAIL_CORO_WRAPPER [[clang::coro_wrapper]]
#endif
#if __has_cpp_attribute(clang::lifetimebound)
#define COROLINT_DETAIL_LIFETIMEBOUND [[clang::lifetimebound]]
#endif
#if __has_cpp_attribute(clang::noescape)
#define COROLINT_DETAIL_NOESCAPE [[clang::noescape]]
#endif
#endif
#endif
#ifndef COROLINT_DETAIL_ANNOTATE
#define COROLINT_DETAIL_ANNOTATE(...)
#define COROLINT_DETAIL_ANNOTATE_ANYWHERE(...)
#define COROLINT_DETAIL_GNU(...)
#define COROLINT_DETAIL_SUPPRESS(rule, reason)
#endif
#ifndef COROLINT_DETAIL_ANNOTATE_TYPE
#define COROLINT_DETAIL_ANNOTATE_TYPE(...)
#endif
#ifndef COROLINT_DETAIL_NODISCARD
#define COROLINT_DETAIL_NODISCARD
#endif
#ifndef COROLINT_DETAIL_CORO_RETURN_TYPE
#define COROLINT_DETAIL_CORO_RETURN_TYPE
#endif
#ifndef COROLINT_DETAIL_CORO_LIFETIMEBOUND
#define COROLINT_DETAIL_CORO_LIFETIMEBOUND
#endif
#ifndef COROLINT_DETAIL_CORO_WRAPPER
#define COROLINT_DETAIL_CORO_WRAPPER
#endif
#ifndef COROLINT_DETAIL_LIFETIMEBOUND
#define COROLINT_DETAIL_LIFETIMEBOUND
#endif
#ifndef COROLINT_DETAIL_NOESCAPE
#define COROLINT_DETAIL_NOESCAPE
#endif

//===--- Crossing threads -------------------------------------------------===//
//
// Send: an object may be handed to another thread, used and destroyed there.
// Sync: any number of threads may call const members of one object at a time.
// Both are derived from the members of a class; annotate where that answer is
// unknown (erased types, incomplete members) or not meant.

// COROLINT_SEND on a class or alias
//
// An object may be handed to another thread. The claim is checked against the
// members: it adds an answer where a member's type has none, and it is
// contradicted by a member that is known not to be Send.
//
// Good:
//   class COROLINT_SEND Request {
//     std::string Path;
//     std::function<void()> Done; // erased: corolint cannot tell by itself
//   };
// Bad, the count of an rc is not atomic (contradicted-send):
//   class COROLINT_SEND Session {
//     rc<int> Users;
//   };
#define COROLINT_SEND COROLINT_DETAIL_ANNOTATE("corolint::send", 1)

// COROLINT_NOT_SEND on a class or alias
//
// An object must stay on the thread that made it, although its members look
// harmless: a handle into a thread's own state, a count without atomics. On an
// alias it turns a handle of a C library into a type of its own for corolint.
//
// Good:
//   class COROLINT_NOT_SEND ScriptRef {
//     int Slot; // an index into the interpreter of this thread
//   };
// Bad, the handle crosses to the pool (non-send-capture):
//   struct COROLINT_NOT_SEND Cursor { int Slot; };
//   void prefetch(Cursor At) {
//     spawn([At] { (void)At; });
//   }
#define COROLINT_NOT_SEND COROLINT_DETAIL_ANNOTATE("corolint::send", 0)

// COROLINT_SEND_IF(condition) on a class or alias
//
// A template whose answer depends on its arguments. The condition is a constant
// expression, converted to bool and evaluated for each specialisation; packs
// are folded as anywhere else: COROLINT_SEND_IF((is_send<Ts>::value && ...)).
//
// Good:
//   template <class T> class COROLINT_SEND_IF(is_send<T>::value) Box {
//     void *Erased;
//   };
// Bad, asks about T * instead of T; Box<rc<int>> is Send now, too:
//   template <class T> class COROLINT_SEND_IF(is_send<T *>::value) Box {
//     void *Erased;
//   };
#define COROLINT_SEND_IF(...)                                                  \
  COROLINT_DETAIL_ANNOTATE("corolint::send", static_cast<bool>(__VA_ARGS__))

// COROLINT_SYNC on a class or alias
//
// Concurrent calls of const members of one object are race-free, whatever their
// members suggest. Checked: a mutable member that is neither atomic nor used
// under a lock contradicts it.
//
// Good:
//   class COROLINT_SYNC Table {
//   public:
//     int lookups() const { return Count.load(); }
//   private:
//     mutable std::atomic<int> Count;
//   };
// Bad, two readers write Cached at once (contradicted-send):
//   class COROLINT_SYNC Formatter {
//   public:
//     const std::string &text() const { return Cached = "x"; }
//   private:
//     mutable std::string Cached;
//   };
#define COROLINT_SYNC COROLINT_DETAIL_ANNOTATE("corolint::sync", 1)

// COROLINT_NOT_SYNC on a class or alias
//
// Even const members must not be called at the same time: they write behind a
// pointer, or through a library that is not reentrant.
//
// Good:
//   class COROLINT_NOT_SYNC Shaper {
//   public:
//     int width(const std::string &Text) const; // fills a shared cache
//   };
// Bad, two threads measure with one object (non-send-capture):
//   struct COROLINT_NOT_SYNC Shaper { int width() const; };
//   void layout(const Shaper &S) {
//     spawn([&S] { S.width(); });
//     spawn([&S] { S.width(); });
//   }
#define COROLINT_NOT_SYNC COROLINT_DETAIL_ANNOTATE("corolint::sync", 0)

// COROLINT_SYNC_IF(condition) on a class or alias
//
// COROLINT_SYNC for a template whose answer depends on its arguments; the
// condition as for COROLINT_SEND_IF. A lock that hands out exclusive access is
// Sync as soon as its content is Send.
//
// Good:
//   template <class T> class COROLINT_SYNC_IF(is_send<T>::value) Locked {
//     mutable std::mutex M;
//     mutable T Value;
//   };
// Bad, shared readers of a T need is_sync<T> besides:
//   template <class T> class COROLINT_SYNC_IF(is_send<T>::value) ReadMostly {
//     mutable T Value;
//   };
#define COROLINT_SYNC_IF(...)                                                  \
  COROLINT_DETAIL_ANNOTATE("corolint::sync", static_cast<bool>(__VA_ARGS__))

// COROLINT_THREAD_SAFE on a class
//
// Concurrent calls of all members, not only of const ones, are race-free.
// Implies COROLINT_SYNC, and lets pointers and references to the class cross.
// Checked: a plain member used without the lock contradicts it.
//
// Good:
//   class COROLINT_THREAD_SAFE Meter {
//   public:
//     void add(int N) { Total.fetch_add(N); }
//   private:
//     std::atomic<int> Total;
//   };
// Bad, the lock is there and not taken (contradicted-send):
//   class COROLINT_THREAD_SAFE Meter {
//   public:
//     void add(int N) { Total += N; }
//   private:
//     std::mutex M;
//     int Total = 0;
//   };
#define COROLINT_THREAD_SAFE COROLINT_DETAIL_ANNOTATE("corolint::thread_safe")

// COROLINT_UNCHECKED_SEND(reason) on a class, alias or member
//
// The author vouches that an object, or this one member, may be handed to
// another thread although its type says otherwise. Trusted, never checked; the
// reason is for the next reader. On a member Clang keeps the member in memory
// wherever it is accessed: in hot code annotate an alias and use that.
//
// Good:
//   class Sealed {
//     rc<int> COROLINT_UNCHECKED_SEND("copied once, before the hand-over") Id;
//   };
// Bad, a reason that gives none; the next reader can check nothing:
//   class COROLINT_UNCHECKED_SEND("it works") Session {
//     rc<int> Users;
//   };
#define COROLINT_UNCHECKED_SEND(reason)                                        \
  COROLINT_DETAIL_ANNOTATE_ANYWHERE("corolint::unchecked_send", reason)

// COROLINT_UNCHECKED_SYNC(reason) on a class, alias or member
//
// The author vouches that concurrent calls of const members are race-free
// although a member says otherwise: a protocol outside the class keeps readers
// apart. Trusted, never checked; costs as for COROLINT_UNCHECKED_SEND.
//
// Good:
//   using Arena COROLINT_UNCHECKED_SYNC("written before the threads start") =
//       std::vector<int> *;
// Bad, the next writer of Cached breaks a promise nobody finds:
//   class COROLINT_UNCHECKED_SYNC("only one reader") Formatter {
//     mutable std::string Cached;
//   };
#define COROLINT_UNCHECKED_SYNC(reason)                                        \
  COROLINT_DETAIL_ANNOTATE_ANYWHERE("corolint::unchecked_sync", reason)

//===--- Tasks ------------------------------------------------------------===//
//
// A class with a promise_type is recognised without any of these.

// COROLINT_TASK on a class
//
// A coroutine return type whose body does not start before it is awaited: a
// call whose result is dropped does nothing. Adds what Clang knows itself: a
// warning for dropped results, for temporaries bound to a coroutine's reference
// parameters, and (Clang 18) an error for functions that return the task
// without being coroutines; see COROLINT_TASK_WRAPPER.
//
// Good:
//   template <class T> class COROLINT_TASK Job; // repeated on Job<void>
//   template <> class COROLINT_TASK Job<void>;
// Bad, runs inside the call; says lazy (COROLINT_EAGER_TASK is meant):
//   class COROLINT_TASK Started {
//   public:
//     struct promise_type {
//       std::suspend_never initial_suspend() noexcept;
//     };
//   };
#define COROLINT_TASK                                                          \
  COROLINT_DETAIL_NODISCARD COROLINT_DETAIL_CORO_RETURN_TYPE                   \
      COROLINT_DETAIL_CORO_LIFETIMEBOUND COROLINT_DETAIL_ANNOTATE(             \
          "corolint::task", "lazy")

// COROLINT_EAGER_TASK on a class
//
// A coroutine return type whose body runs inside the call up to its first
// suspension. Its result must be consumed too, but `(void)start();` is consent,
// and arguments used before the first suspension may be temporaries.
//
// Good:
//   class COROLINT_EAGER_TASK Upload {
//   public:
//     bool await_ready() const;
//   };
// Bad, the outcome of the upload is dropped (discarded-task):
//   struct COROLINT_EAGER_TASK Upload { bool await_ready() const; };
//   Upload send(std::string Body);
//   void save() { send("draft"); }
#define COROLINT_EAGER_TASK COROLINT_DETAIL_ANNOTATE("corolint::task", "eager")

// COROLINT_DETACHABLE on a class
//
// Dropping an object is fine: the handle of work that goes on without it, or a
// fire-and-forget return type. A task that does nothing until it is awaited is
// never detachable.
//
// Good:
//   class COROLINT_DETACHABLE JobHandle {
//   public:
//     ~JobHandle(); // lets the job run on
//   };
// Bad, the destructor ends the job, so every drop is a lost job:
//   class COROLINT_DETACHABLE JobHandle {
//   public:
//     void cancel();
//     ~JobHandle() { cancel(); }
//   };
#define COROLINT_DETACHABLE COROLINT_DETAIL_ANNOTATE("corolint::detachable")

// COROLINT_MIGRATES on a class or function
//
// On a task: its coroutine may resume on another thread after any suspension,
// as on a thread pool. On a function: whoever awaits its result may. What lives
// across such a suspension has to be Send.
//
// Good:
//   template <class T> class COROLINT_MIGRATES PoolTask;
// Bad, the rc comes back on another thread (non-send-across-await):
//   COROLINT_MIGRATES tick yield();
//   task<> serve() {
//     rc<int> Users(1);
//     co_await yield();
//     (void)Users;
//   }
#define COROLINT_MIGRATES COROLINT_DETAIL_ANNOTATE("corolint::migrates")

// COROLINT_PINNED on a class or function
//
// On a task: its coroutine always resumes on the thread it began on, as in a
// thread-per-core runtime. On a function: awaiting its result does not change
// threads. Nothing needs to be Send for such a suspension.
//
// Good:
//   template <class T> class COROLINT_PINNED ShardTask;
// Bad, a pool resumes it wherever there is room; the rule is silenced:
//   struct Pool { COROLINT_PINNED tick schedule(); };
#define COROLINT_PINNED COROLINT_DETAIL_ANNOTATE("corolint::pinned")

// COROLINT_TASK_WRAPPER on a function
//
// The function returns a task without being a coroutine: it forwards, builds or
// wraps one. Clang 18 and later demand it where the type carries COROLINT_TASK,
// for lambdas too, which cannot carry it: give those a `co_return co_await`.
//
// Good:
//   task<> flush(int Fd);
//   COROLINT_TASK_WRAPPER task<> flushAll() { return flush(-1); }
// Bad, Path dies before the task reads it (task-escapes-scope):
//   task<> load(const std::string &Path);
//   COROLINT_TASK_WRAPPER task<> loadConfig() {
//     std::string Path = "app.conf";
//     return load(Path);
//   }
#define COROLINT_TASK_WRAPPER COROLINT_DETAIL_CORO_WRAPPER

//===--- Locks and objects bound to a thread ------------------------------===//

// COROLINT_LOCK_GUARD on a class
//
// An object holds a thread lock while it is alive. Guards whose constructor
// locks and whose destructor unlocks in sight are recognised without it;
// annotate when the bodies are elsewhere.
//
// Good:
//   class COROLINT_LOCK_GUARD PageLatch {
//   public:
//     explicit PageLatch(int Page); // defined in another file
//     ~PageLatch();
//   };
// Bad, the latch is held while the coroutine sleeps (await-holding-lock):
//   class COROLINT_LOCK_GUARD PageLatch {
//   public:
//     explicit PageLatch(int Page);
//     ~PageLatch();
//   };
//   task<> evict(int Page) {
//     PageLatch Latch(Page);
//     co_await sleep(10);
//   }
#define COROLINT_LOCK_GUARD                                                    \
  COROLINT_DETAIL_ANNOTATE("corolint::lock_guard", "thread")

// COROLINT_ASYNC_LOCK_GUARD on a class
//
// An object holds an async lock, or units of an async semaphore, while it is
// alive. It may live across a suspension; a guard that dies in the expression
// that made it guards nothing.
//
// Good:
//   class COROLINT_ASYNC_LOCK_GUARD Units {
//   public:
//     Units(Units &&) noexcept;
//     ~Units();
//   };
// Bad, the units are returned at once (discarded-guard):
//   class COROLINT_ASYNC_LOCK_GUARD Units {
//   public:
//     Units(Units &&) noexcept;
//     ~Units();
//   };
//   task<Units> acquire(int Count);
//   task<> upload() {
//     co_await acquire(1);
//     co_await sleep(10);
//   }
#define COROLINT_ASYNC_LOCK_GUARD                                              \
  COROLINT_DETAIL_ANNOTATE("corolint::lock_guard", "async")

// COROLINT_NOT_ACROSS_SUSPEND(reason) on a class
//
// An object belongs to the thread that made it and must be gone before the
// coroutine suspends: an interpreter lock, a device selection, a tracing span.
// The reason is part of the report.
//
// Good:
//   class COROLINT_NOT_ACROSS_SUSPEND("the span is thread-local") Span {
//   public:
//     explicit Span(const char *Name);
//     ~Span();
//   };
// Bad, may end on a thread that never began it (await-holding-thread-bound):
//   class COROLINT_NOT_ACROSS_SUSPEND("the span is thread-local") Span {
//   public:
//     explicit Span(const char *Name);
//     ~Span();
//   };
//   task<> handle() {
//     Span Whole("handle");
//     co_await sleep(10);
//   }
#define COROLINT_NOT_ACROSS_SUSPEND(reason)                                    \
  COROLINT_DETAIL_ANNOTATE("corolint::not_across_suspend", reason)

// COROLINT_ACROSS_SUSPEND_OK on a class or function
//
// On a class: objects may be alive at a suspension, whatever else says
// otherwise. On a function: awaiting its result never suspends while a lock is
// held, so an await under a lock is fine.
//
// Good:
//   class COROLINT_ACROSS_SUSPEND_OK TaskSpan { // moves with the coroutine
//   public:
//     explicit TaskSpan(const char *Name);
//     ~TaskSpan();
//   };
// Bad, it does suspend; await-holding-lock is silenced for every caller:
//   COROLINT_ACROSS_SUSPEND_OK tick nextFrame();
#define COROLINT_ACROSS_SUSPEND_OK                                             \
  COROLINT_DETAIL_ANNOTATE("corolint::across_suspend_ok")

//===--- Blocking ---------------------------------------------------------===//

// COROLINT_BLOCKING on a function
//
// May block the calling thread for long: disk, network, waiting for others. A
// short critical section is not blocking in this sense.
//
// Good:
//   COROLINT_BLOCKING std::string readAll(const char *Path);
// Bad, the executor's thread waits for the disk (blocking-call):
//   COROLINT_BLOCKING std::string readAll(const char *Path);
//   task<std::string> config() { co_return readAll("app.conf"); }
#define COROLINT_BLOCKING COROLINT_DETAIL_ANNOTATE("corolint::blocking")

// COROLINT_BLOCKING_BECAUSE(reason, replacement) on a function
//
// COROLINT_BLOCKING with the words that the report shall contain: why it
// blocks, and what a coroutine calls instead.
//
// Good:
//   COROLINT_BLOCKING_BECAUSE("waits for the disk", "co_await readAsync()")
//   std::string readAll(const char *Path);
// Bad, the two texts are swapped; the report advises to wait for the disk:
//   COROLINT_BLOCKING_BECAUSE("co_await readAsync()", "waits for the disk")
//   std::string readAll(const char *Path);
#define COROLINT_BLOCKING_BECAUSE(reason, replacement)                         \
  COROLINT_DETAIL_ANNOTATE("corolint::blocking", reason, replacement)

// COROLINT_NONBLOCKING on a function
//
// The author vouches that it does not block for long although something inside
// looks like it; callers are not followed into it. Unlike Clang's `nonblocking`
// it does not change the function's type.
//
// Good:
//   COROLINT_NONBLOCKING void wakeUp(int Fd); // one write to an eventfd
// Bad, hides the sleep from every caller that is a coroutine:
//   COROLINT_NONBLOCKING void retry() {
//     std::this_thread::sleep_for(std::chrono::seconds(1));
//   }
#define COROLINT_NONBLOCKING COROLINT_DETAIL_ANNOTATE("corolint::nonblocking")

// COROLINT_BLOCKING_OK on a parameter
//
// The callable runs where blocking is allowed, on a pool of its own for
// instance: what it does is not held against the coroutine that passes it.
//
// Good:
//   template <class F> tick spawnBlocking(F COROLINT_BLOCKING_OK Work);
// Bad, runs Work on the executor's own thread; blocking-call is silenced:
//   template <class F> void post(F COROLINT_BLOCKING_OK Work) { Work(); }
#define COROLINT_BLOCKING_OK                                                   \
  COROLINT_DETAIL_ANNOTATE_TYPE("corolint::blocking_ok")

//===--- Where callables and arguments go ---------------------------------===//
//
// These say what happens to an argument after the call began. Of a parameter
// pack the macro comes before the dots: `F &&COROLINT_SCOPED... Fns`.

// COROLINT_SPAWNS on a parameter
//
// The value crosses to another thread and outlives the call. It has to be Send,
// and must not refer to the caller's locals, unless the caller waits for the
// result of the call, or joins the scope that the work runs in, before they
// die.
//
// Good:
//   template <class F> void spawnDetached(F COROLINT_SPAWNS Work);
// Bad, Count is gone when the work runs (borrowed-capture):
//   void spawnDetached(std::function<void()> COROLINT_SPAWNS Work);
//   void start() {
//     int Count = 0;
//     spawnDetached([&Count] { ++Count; });
//   }
#define COROLINT_SPAWNS COROLINT_DETAIL_ANNOTATE_TYPE("corolint::spawns")

// COROLINT_SCOPED on a parameter
//
// The value crosses to another thread and is joined before the call, or the
// await of its result, ends. It has to be Send, and may refer to the caller's
// locals.
//
// Good:
//   template <class... F> tick whenAll(F &&COROLINT_SCOPED... Work);
// Bad, returns before Work ran; borrowed-capture is silenced:
//   template <class F> void spawnDetached(F COROLINT_SCOPED Work);
#define COROLINT_SCOPED COROLINT_DETAIL_ANNOTATE_TYPE("corolint::scoped")

// COROLINT_INVOKED_IN_PLACE on a parameter
//
// The callable is called before the call returns, if at all, and not stored. A
// visitor that is documented so may run under a lock.
//
// Good:
//   template <class F> void forEach(F &&COROLINT_INVOKED_IN_PLACE Visit);
// Bad, the callable is kept:
//   struct Signal {
//     std::function<void()> Slot;
//     template <class F> void connect(F COROLINT_INVOKED_IN_PLACE Fn) {
//       Slot = Fn;
//     }
//   };
#define COROLINT_INVOKED_IN_PLACE                                              \
  COROLINT_DETAIL_ANNOTATE_TYPE("corolint::invoked_in_place")

// COROLINT_KEEPS_ALIVE on a parameter
//
// The callee stores the closure or argument for as long as the task runs that
// is made from it: a coroutine lambda with captures may be passed as a
// temporary.
//
// Good:
//   template <class F> void coSpawn(F COROLINT_KEEPS_ALIVE Closure);
// Bad, the closure dies with the call, which nobody is told any more:
//   template <class F> auto start(F &&COROLINT_KEEPS_ALIVE Closure) {
//     return Closure();
//   }
#define COROLINT_KEEPS_ALIVE                                                   \
  COROLINT_DETAIL_ANNOTATE_TYPE("corolint::keeps_alive")

// COROLINT_MUST_JOIN on a class
//
// A scope, nursery or gate whose work must have been joined, on every path,
// before it is destroyed.
//
// Good:
//   class COROLINT_MUST_JOIN Nursery {
//   public:
//     void spawn(std::function<void()> COROLINT_SPAWNS Work);
//     COROLINT_JOINS tick join();
//   };
// Bad, left early with work in flight (unjoined-scope):
//   class COROLINT_MUST_JOIN Nursery {
//   public:
//     void spawn(std::function<void()> COROLINT_SPAWNS Work);
//     COROLINT_JOINS tick join();
//   };
//   task<> run(bool Dry) {
//     Nursery N;
//     N.spawn([] {});
//     if (Dry)
//       co_return;
//     co_await N.join();
//   }
#define COROLINT_MUST_JOIN COROLINT_DETAIL_ANNOTATE("corolint::must_join")

// COROLINT_JOINS on a function
//
// A member function of a class with COROLINT_MUST_JOIN that waits until the
// work is done. If its result can be awaited, only awaiting it joins.
//
// Good:
//   struct COROLINT_MUST_JOIN Gate { COROLINT_JOINS tick close(); };
// Bad, asks the work to stop and does not wait for it:
//   struct COROLINT_MUST_JOIN Gate { COROLINT_JOINS void requestStop(); };
#define COROLINT_JOINS COROLINT_DETAIL_ANNOTATE("corolint::joins")

//===--- Executors --------------------------------------------------------===//

// COROLINT_SWITCHES_EXECUTOR on a class or function
//
// Awaiting an object of the class, or the function's result, moves the
// coroutine to another executor. Without `co_await` nothing moves.
//
// Good:
//   COROLINT_SWITCHES_EXECUTOR tick resumeOn(int Executor);
// Bad, goes on where it was (unawaited-executor-switch):
//   COROLINT_SWITCHES_EXECUTOR tick resumeOn(int Executor);
//   task<> draw() {
//     resumeOn(1);
//     co_await sleep(10);
//   }
#define COROLINT_SWITCHES_EXECUTOR                                             \
  COROLINT_DETAIL_ANNOTATE("corolint::switches_executor")

// COROLINT_RUNS_ON(name) on a class or function
//
// The function, or every member function of the class, runs on the executor of
// that name only. Work spawned to one such executor does not cross threads.
//
// Good:
//   class COROLINT_RUNS_ON("ui") Window {
//   public:
//     void repaint();
//   };
// Bad, the name is that of a pool of several threads; crossings are hidden:
//   class COROLINT_RUNS_ON("worker pool") Index {
//   public:
//     void insert(int Key);
//   };
#define COROLINT_RUNS_ON(name)                                                 \
  COROLINT_DETAIL_ANNOTATE("corolint::runs_on", name)

//===--- Cancellation -----------------------------------------------------===//

// COROLINT_CANCEL_SAFE on a function
//
// May be a losing arm of a race or a timeout: when it is cancelled nothing has
// happened, and calling it again goes on where the loser stopped.
//
// Good:
//   COROLINT_CANCEL_SAFE tick readable(int Fd);
// Bad, bytes read before the cancellation are lost, and nobody is told:
//   COROLINT_CANCEL_SAFE task<std::string> readExactly(int Fd, int Bytes);
#define COROLINT_CANCEL_SAFE                                                   \
  COROLINT_DETAIL_ANNOTATE("corolint::cancel_safe", 1)

// COROLINT_NOT_CANCEL_SAFE on a function
//
// Must not be a losing arm of a race or a timeout: cancelling it half way loses
// data or a place in a queue.
//
// Good:
//   struct wire;
//   COROLINT_NOT_CANCEL_SAFE task<std::string> readFrame(wire &From);
// Bad, a timeout tears a frame in two (cancel-unsafe-race-arm):
//   struct wire;
//   COROLINT_NOT_CANCEL_SAFE task<std::string> readFrame(wire &From);
//   template <class... A> tick race(A &&COROLINT_RACES... Arms);
//   task<> serve(wire &Peer) {
//     co_await race(readFrame(Peer), sleep(1000));
//   }
#define COROLINT_NOT_CANCEL_SAFE                                               \
  COROLINT_DETAIL_ANNOTATE("corolint::cancel_safe", 0)

// COROLINT_RACES on a parameter
//
// An arm of a race, select or timeout: it may be cancelled when another arm
// wins. A parameter pack takes it before the dots.
//
// Good:
//   template <class... A> tick race(A &&COROLINT_RACES... Arms);
// Bad, all of them are awaited to their end; no arm can lose:
//   template <class... A> tick whenAll(A &&COROLINT_RACES... Arms);
#define COROLINT_RACES COROLINT_DETAIL_ANNOTATE_TYPE("corolint::races")

//===--- Channels ---------------------------------------------------------===//

// COROLINT_SENDER on a class
//
// The sending end of a channel. Its `try_send`, `try_push` and `send*` members
// send: the receiver, who may be on another thread, owns what they are given.
// The channel closes when its last sender is gone.
//
// Good:
//   template <class T> class COROLINT_SENDER Sender {
//   public:
//     bool try_send(T Value);
//   };
// Bad, a full channel loses the message (ignored-send-result):
//   struct COROLINT_SENDER Sender { bool try_send(int Value); };
//   void notify(Sender &S) { S.try_send(1); }
#define COROLINT_SENDER COROLINT_DETAIL_ANNOTATE("corolint::sender")

// COROLINT_RECEIVER on a class
//
// The receiving end of a channel; COROLINT_RECEIVES marks the members that
// receive.
//
// Good:
//   template <class T> class COROLINT_RECEIVER Receiver {
//   public:
//     COROLINT_RECEIVES task<std::optional<T>> recv();
//   };
// Bad, the loop waits for the sender in its own frame (sender-kept-alive):
//   class COROLINT_SENDER Sender {};
//   class COROLINT_RECEIVER Receiver {
//   public:
//     COROLINT_RECEIVES task<std::optional<int>> recv();
//   };
//   std::pair<Sender, Receiver> channel();
//   task<> drain() {
//     auto [S, R] = channel();
//     while (auto Value = co_await R.recv())
//       (void)*Value;
//   }
#define COROLINT_RECEIVER COROLINT_DETAIL_ANNOTATE("corolint::receiver")

// COROLINT_SENDER_CLOSES on a function
//
// A member function of a sender after which this sender counts as gone. The
// channel closes when all of its senders are.
//
// Good:
//   struct COROLINT_SENDER Sender { COROLINT_SENDER_CLOSES void close(); };
// Bad, flush sends what is waiting and leaves the sender open:
//   struct COROLINT_SENDER Sender { COROLINT_SENDER_CLOSES void flush(); };
#define COROLINT_SENDER_CLOSES                                                 \
  COROLINT_DETAIL_ANNOTATE("corolint::sender_closes")

// COROLINT_SENDER_CLOSES_CHANNEL on a function
//
// A member function after which the whole channel is closed, whatever other
// senders there are.
//
// Good:
//   struct COROLINT_SENDER Sender {
//     COROLINT_SENDER_CLOSES_CHANNEL void closeAll();
//   };
// Bad, ends one sender of many; COROLINT_SENDER_CLOSES is meant:
//   struct COROLINT_SENDER Sender {
//     COROLINT_SENDER_CLOSES_CHANNEL void drop();
//   };
#define COROLINT_SENDER_CLOSES_CHANNEL                                         \
  COROLINT_DETAIL_ANNOTATE("corolint::sender_closes", "channel")

// COROLINT_RECEIVES on a function
//
// A member function of a receiver that takes a message out of the channel, or
// awaits one.
//
// Good:
//   struct COROLINT_RECEIVER Receiver {
//     COROLINT_RECEIVES task<int> recv();
//   };
// Bad, looks at the channel and takes nothing out of it:
//   struct COROLINT_RECEIVER Receiver {
//     COROLINT_RECEIVES bool empty() const;
//   };
#define COROLINT_RECEIVES COROLINT_DETAIL_ANNOTATE("corolint::receives")

// COROLINT_CAPACITY on a parameter
//
// The bound of the channel that the function or constructor creates; 0 is a
// rendezvous.
//
// Good:
//   struct Channel { explicit Channel(int COROLINT_CAPACITY Bound); };
// Bad, a count of threads; sends are counted against the wrong number:
//   struct Channel { explicit Channel(int COROLINT_CAPACITY Workers); };
#define COROLINT_CAPACITY COROLINT_DETAIL_ANNOTATE_TYPE("corolint::capacity")

// COROLINT_UNBOUNDED on a class, constructor or function
//
// A queue without a bound, or the call that creates one: a producer faster than
// its consumer fills the memory.
//
// Good:
//   struct Channel {
//     explicit Channel(int COROLINT_CAPACITY Bound);
//     COROLINT_UNBOUNDED static Channel unbounded();
//   };
// Bad, nothing slows the readers of the socket down (unbounded-channel):
//   struct COROLINT_UNBOUNDED Inbox { void push(int Message); };
//   Inbox Messages;
#define COROLINT_UNBOUNDED COROLINT_DETAIL_ANNOTATE("corolint::unbounded")

//===--- Suppression ------------------------------------------------------===//

// COROLINT_SUPPRESS(rule, reason) on a statement, function, class or variable
//
// Silences one rule in the statement or declaration it stands before (of a
// class: after the class key). The rule is written without "corolint-"; both
// arguments are string literals, and the reason is required.
//
// Good:
//   task<> flush() {
//     COROLINT_SUPPRESS("await-holding-lock", "one thread, no other taker")
//     std::lock_guard<std::mutex> Guard(TheMutex);
//     co_await sleep(1);
//   }
// Bad, the prefix is added by the macro; this names a rule that does not exist:
//   COROLINT_SUPPRESS("corolint-blocking-call", "start-up only")
//   task<> start();
#define COROLINT_SUPPRESS(rule, reason) COROLINT_DETAIL_SUPPRESS(rule, reason)

//===--- Attributes of Clang under portable names -------------------------===//
//
// Clang reads these itself, with or without corolint; corolint reads them too,
// however they are spelled. The remaining members of Clang's thread-safety set
// (shared locks, try-locks, ...) have no macro here: corolint understands them
// under their own names, or under those of the library at hand.
//
// The thread-safety set belongs on locks that block a thread. On an async lock
// it makes -Wthread-safety report correct code, because the analysis does not
// see through a `co_await`.

// COROLINT_LIFETIMEBOUND on a parameter-name or signature
//
// The result refers to the argument (after the parameter's name), or to the
// object itself (after the parameter list and const of a member function), and
// must not outlive it.
//
// Good:
//   std::string &front(std::vector<std::string> &All COROLINT_LIFETIMEBOUND);
// Bad, the result refers to a table that lives on, not to Text:
//   std::string_view intern(const std::string &Text COROLINT_LIFETIMEBOUND);
#define COROLINT_LIFETIMEBOUND COROLINT_DETAIL_LIFETIMEBOUND

// COROLINT_NOESCAPE on a parameter-name
//
// The pointer or reference is not kept after the call returns. Clang takes it
// for pointers and references only: for a callable by value use
// COROLINT_INVOKED_IN_PLACE.
//
// Good:
//   template <class F> void forEach(const F &Visit COROLINT_NOESCAPE);
// Bad, the pointer is kept:
//   struct Registry {
//     std::vector<int *> All;
//     void add(int *Counter COROLINT_NOESCAPE) { All.push_back(Counter); }
//   };
#define COROLINT_NOESCAPE COROLINT_DETAIL_NOESCAPE

// COROLINT_CAPABILITY(name) on a class
//
// The class is a lock that blocks the calling thread. The name is a string
// literal that messages use for it: "mutex", "spin lock".
//
// Good:
//   class COROLINT_CAPABILITY("mutex") SpinLock {
//   public:
//     void lock() COROLINT_ACQUIRE();
//     void unlock() COROLINT_RELEASE();
//   };
// Bad, an async lock: -Wthread-safety reports every correct use:
//   class COROLINT_CAPABILITY("mutex") AsyncMutex {
//   public:
//     tick lock() COROLINT_ACQUIRE();
//   };
#define COROLINT_CAPABILITY(name) COROLINT_DETAIL_GNU(capability(name))

// COROLINT_SCOPED_CAPABILITY on a class
//
// A guard whose constructor acquires, and whose destructor releases, what
// COROLINT_ACQUIRE and COROLINT_RELEASE on them say.
//
// Good:
//   class COROLINT_SCOPED_CAPABILITY SpinGuard {
//   public:
//     explicit SpinGuard(SpinLock &L) COROLINT_ACQUIRE(L);
//     ~SpinGuard() COROLINT_RELEASE();
//   };
// Bad, nothing says what the constructor takes, so nothing is held:
//   class COROLINT_SCOPED_CAPABILITY SpinGuard {
//   public:
//     explicit SpinGuard(SpinLock &L);
//     ~SpinGuard();
//   };
#define COROLINT_SCOPED_CAPABILITY COROLINT_DETAIL_GNU(scoped_lockable)

// COROLINT_GUARDED_BY(lock) on a member-name
//
// The member is read and written only while the lock is held.
//
// Good:
//   struct Meter {
//     SpinLock Lock;
//     int Total COROLINT_GUARDED_BY(Lock) = 0;
//   };
// Bad, read without the lock (-Wthread-safety):
//   struct Meter {
//     SpinLock Lock;
//     int Total COROLINT_GUARDED_BY(Lock) = 0;
//     int total() const { return Total; }
//   };
#define COROLINT_GUARDED_BY(lock) COROLINT_DETAIL_GNU(guarded_by(lock))

// COROLINT_REQUIRES(locks) on a signature
//
// The caller holds the locks, before the call and after it. A coroutine with
// this attribute is suspended under them.
//
// Good:
//   struct Room {
//     SpinLock Lock;
//     void addLocked(int Member) COROLINT_REQUIRES(Lock);
//   };
// Bad, called without the lock (-Wthread-safety):
//   struct Room {
//     SpinLock Lock;
//     void addLocked(int Member) COROLINT_REQUIRES(Lock);
//     void add(int Member) { addLocked(Member); }
//   };
#define COROLINT_REQUIRES(...)                                                 \
  COROLINT_DETAIL_GNU(requires_capability(__VA_ARGS__))

// COROLINT_ACQUIRE(locks) on a signature
//
// Returns with the locks held that were not held before. Without arguments, on
// a member of a lock or guard: its own lock.
//
// Good:
//   struct Journal {
//     SpinLock Lock;
//     void beginBatch() COROLINT_ACQUIRE(Lock);
//     void endBatch() COROLINT_RELEASE(Lock);
//   };
// Bad, the batch is open while the coroutine sleeps (await-holding-lock):
//   struct Journal {
//     SpinLock Lock;
//     void beginBatch() COROLINT_ACQUIRE(Lock);
//     void endBatch() COROLINT_RELEASE(Lock);
//   };
//   task<> append(Journal &J) {
//     J.beginBatch();
//     co_await sleep(1);
//     J.endBatch();
//   }
#define COROLINT_ACQUIRE(...)                                                  \
  COROLINT_DETAIL_GNU(acquire_capability(__VA_ARGS__))

// COROLINT_RELEASE(locks) on a signature
//
// Returns with the locks given back that were held before. Without arguments,
// on a member of a lock or guard: its own lock.
//
// Good:
//   struct COROLINT_CAPABILITY("mutex") Spin {
//     void lock() COROLINT_ACQUIRE();
//     void unlock() COROLINT_RELEASE();
//   };
// Bad, wakes a waiter and keeps the lock; callers look as if they had let go:
//   struct COROLINT_CAPABILITY("mutex") Spin {
//     void lock() COROLINT_ACQUIRE();
//     void notify() COROLINT_RELEASE();
//   };
#define COROLINT_RELEASE(...)                                                  \
  COROLINT_DETAIL_GNU(release_capability(__VA_ARGS__))

// COROLINT_EXCLUDES(locks) on a signature
//
// The caller must not hold the locks: the function takes them itself.
//
// Good:
//   struct Room {
//     SpinLock Lock;
//     int size() COROLINT_EXCLUDES(Lock);
//   };
// Bad, the lock is taken twice (-Wthread-safety):
//   struct Room {
//     SpinLock Lock;
//     int size() COROLINT_EXCLUDES(Lock);
//     bool full() {
//       Lock.lock();
//       bool Full = size() > 9;
//       Lock.unlock();
//       return Full;
//     }
//   };
#define COROLINT_EXCLUDES(...) COROLINT_DETAIL_GNU(locks_excluded(__VA_ARGS__))

#endif // COROLINT_ANNOTATIONS_H
