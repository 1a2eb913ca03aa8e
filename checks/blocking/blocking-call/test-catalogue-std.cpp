// Every call of the standard library that checks/models/std.yaml says blocks
// (test/unit/ModelCatalogueTest.cpp sees to it), and for each condition one that
// does not. What waits for asynchronous work is in
// blocking-wait/test-catalogue-std.cpp.
#include "mini.h"
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <latch>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <sstream>
#include <thread>

using namespace std::chrono_literals;
namespace fs = std::filesystem;

void work();

// Sleeps and threads.

mini::task<void> bad_sleep_for() {
  std::this_thread::sleep_for(10ms); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_sleep_until(std::chrono::steady_clock::time_point t) {
  std::this_thread::sleep_until(t); // warn: 'sleep_until' may block the thread of coroutine 'bad_sleep_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> good_sleep_for_no_time() {
  constexpr auto none = 0ms;
  std::this_thread::sleep_for(0s);
  std::this_thread::sleep_for(std::chrono::seconds(0));
  std::this_thread::sleep_for(std::chrono::milliseconds::zero());
  std::this_thread::sleep_for(none);
  co_return;
}

mini::task<void> bad_thread_join(std::thread &t) {
  t.join(); // warn: 'join' may block the thread of coroutine 'bad_thread_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_jthread_join(std::jthread &t) {
  t.join(); // warn: 'join' may block the thread of coroutine 'bad_jthread_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_jthread_destructor() {
  std::jthread t(work); // warn: the end of 't' may block the thread of coroutine 'bad_jthread_destructor' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_return;
}

mini::task<void> good_detached_threads() {
  std::thread t(work);
  t.detach();
  co_return;
}

// Condition variables.

mini::task<void> bad_condition_variable_wait(std::condition_variable &c, std::unique_lock<std::mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_condition_variable_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_condition_variable_wait_with_predicate(std::condition_variable &c, std::unique_lock<std::mutex> &l, bool &ready) {
  c.wait(l, [&] { return ready; }); // warn: 'wait' may block the thread of coroutine 'bad_condition_variable_wait_with_predicate' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_condition_variable_wait_for(std::condition_variable &c, std::unique_lock<std::mutex> &l) {
  c.wait_for(l, 1s); // warn: 'wait_for' may block the thread of coroutine 'bad_condition_variable_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_wait_until(std::condition_variable &c, std::unique_lock<std::mutex> &l, std::chrono::steady_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_condition_variable_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> good_condition_variable_looks(std::condition_variable &c, std::unique_lock<std::mutex> &l) {
  c.wait_for(l, 0s);
  c.notify_one();
  co_return;
}

mini::task<void> bad_condition_variable_any_wait(std::condition_variable_any &c, std::unique_lock<std::mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_condition_variable_any_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_condition_variable_any_wait_with_predicate(std::condition_variable_any &c, std::unique_lock<std::mutex> &l, bool &ready) {
  c.wait(l, [&] { return ready; }); // warn: 'wait' may block the thread of coroutine 'bad_condition_variable_any_wait_with_predicate' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_condition_variable_any_wait_for(std::condition_variable_any &c, std::unique_lock<std::mutex> &l) {
  c.wait_for(l, 1s); // warn: 'wait_for' may block the thread of coroutine 'bad_condition_variable_any_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_any_wait_until(std::condition_variable_any &c, std::unique_lock<std::mutex> &l, std::chrono::steady_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_condition_variable_any_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> good_condition_variable_any_looks(std::condition_variable_any &c, std::unique_lock<std::mutex> &l) {
  c.wait_for(l, 0s);
  c.notify_one();
  co_return;
}

// Latches, barriers, semaphores, atomics.

mini::task<void> bad_latch_wait(std::latch &l) {
  l.wait(); // warn: 'wait' may block the thread of coroutine 'bad_latch_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> bad_latch_arrive_and_wait(std::latch &l) {
  l.arrive_and_wait(); // warn: 'arrive_and_wait' may block the thread of coroutine 'bad_latch_arrive_and_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> good_latch_count_down(std::latch &l) {
  l.count_down();
  l.try_wait();
  co_return;
}

mini::task<void> bad_barrier_wait(std::barrier<> &b) {
  b.wait(b.arrive()); // warn: 'wait' may block the thread of coroutine 'bad_barrier_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> bad_barrier_arrive_and_wait(std::barrier<> &b) {
  b.arrive_and_wait(); // warn: 'arrive_and_wait' may block the thread of coroutine 'bad_barrier_arrive_and_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> good_barrier_drop(std::barrier<> &b) {
  b.arrive_and_drop();
  co_return;
}

mini::task<void> bad_semaphore_acquire(std::counting_semaphore<8> &s) {
  s.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_semaphore_acquire' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_return;
}

mini::task<void> bad_binary_semaphore_acquire(std::binary_semaphore &s) {
  s.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_binary_semaphore_acquire' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_return;
}

mini::task<void> bad_semaphore_try_acquire_for(std::counting_semaphore<8> &s) {
  s.try_acquire_for(1s); // warn: 'try_acquire_for' may block the thread of coroutine 'bad_semaphore_try_acquire_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore, or the time is up
  co_return;
}

mini::task<void> bad_semaphore_try_acquire_until(std::counting_semaphore<8> &s, std::chrono::steady_clock::time_point t) {
  s.try_acquire_until(t); // warn: 'try_acquire_until' may block the thread of coroutine 'bad_semaphore_try_acquire_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore, or the time is up
  co_return;
}

mini::task<void> good_semaphore_tries(std::counting_semaphore<8> &s) {
  s.try_acquire();
  s.try_acquire_for(0ms);
  s.release();
  co_return;
}

mini::task<void> bad_atomic_int_wait(std::atomic<int> &a) {
  a.wait(0); // warn: 'wait' may block the thread of coroutine 'bad_atomic_int_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_bool_wait(std::atomic<bool> &a) {
  a.wait(false); // warn: 'wait' may block the thread of coroutine 'bad_atomic_bool_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_pointer_wait(std::atomic<int *> &a) {
  a.wait(nullptr); // warn: 'wait' may block the thread of coroutine 'bad_atomic_pointer_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_float_wait(std::atomic<float> &a) {
  a.wait(0.0f); // warn: 'wait' may block the thread of coroutine 'bad_atomic_float_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_flag_wait(std::atomic_flag &a) {
  a.wait(false); // warn: 'wait' may block the thread of coroutine 'bad_atomic_flag_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_ref_wait(int &i) {
  std::atomic_ref<int> a(i);
  a.wait(0); // warn: 'wait' may block the thread of coroutine 'bad_atomic_ref_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_wait_function(std::atomic<int> &a) {
  std::atomic_wait(&a, 0); // warn: 'atomic_wait' may block the thread of coroutine 'bad_atomic_wait_function' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> bad_atomic_wait_explicit(std::atomic<int> &a) {
  std::atomic_wait_explicit(&a, 0, std::memory_order_acquire); // warn: 'atomic_wait_explicit' may block the thread of coroutine 'bad_atomic_wait_explicit' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_return;
}

mini::task<void> good_atomic_notify(std::atomic<int> &a) {
  a.store(1);
  a.notify_all();
  co_return;
}

// Files and the console.

mini::task<void> bad_ifstream() {
  std::ifstream in("/etc/hosts"); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_ifstream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_ofstream() {
  std::ofstream out("/tmp/new"); // warn: the constructor of 'basic_ofstream' may block the thread of coroutine 'bad_ofstream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_fstream() {
  std::fstream f("/tmp/new"); // warn: the constructor of 'basic_fstream' may block the thread of coroutine 'bad_fstream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_ifstream_open() {
  std::ifstream in;
  in.open("/etc/hosts"); // warn: 'open' may block the thread of coroutine 'bad_ifstream_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_ofstream_open() {
  std::ofstream out;
  out.open("/tmp/new"); // warn: 'open' may block the thread of coroutine 'bad_ofstream_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_fstream_open() {
  std::fstream f;
  f.open("/tmp/new"); // warn: 'open' may block the thread of coroutine 'bad_fstream_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_filebuf_open() {
  std::filebuf b;
  b.open("/tmp/new", std::ios::in); // warn: 'open' may block the thread of coroutine 'bad_filebuf_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> good_streams_without_a_file() {
  std::ifstream in;
  std::ofstream out;
  std::fstream f;
  std::ifstream moved(std::move(in));
  std::ofstream other(std::move(out));
  co_return;
}

mini::task<void> bad_getline_from_the_console() {
  std::string line;
  std::getline(std::cin, line); // warn: 'getline' may block the thread of coroutine 'bad_getline_from_the_console' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_getline_from_a_file() {
  std::ifstream in("/etc/hosts"); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_getline_from_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  std::string line;
  std::getline(in, line); // warn: 'getline' may block the thread of coroutine 'bad_getline_from_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_skip_white_space() {
  std::ws(std::cin); // warn: 'ws' may block the thread of coroutine 'bad_skip_white_space' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_read_a_word() {
  std::string word;
  std::cin >> word; // warn: 'operator>>' may block the thread of coroutine 'bad_read_a_word' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_read_a_number() {
  int i;
  std::cin >> i; // warn: 'operator>>' may block the thread of coroutine 'bad_read_a_number' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istream_get() {
  std::cin.get(); // warn: 'get' may block the thread of coroutine 'bad_istream_get' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istream_getline_member() {
  char b[8];
  std::cin.getline(b, 8); // warn: 'getline' may block the thread of coroutine 'bad_istream_getline_member' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istream_ignore() {
  std::cin.ignore(); // warn: 'ignore' may block the thread of coroutine 'bad_istream_ignore' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istream_peek() {
  std::cin.peek(); // warn: 'peek' may block the thread of coroutine 'bad_istream_peek' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istream_read() {
  char b[8];
  std::cin.read(b, 8); // warn: 'read' may block the thread of coroutine 'bad_istream_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istreambuf_iterator() {
  std::string all(std::istreambuf_iterator<char>(std::cin), {}); // warn: the constructor of 'istreambuf_iterator' may block the thread of coroutine 'bad_istreambuf_iterator' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> bad_istream_iterator() {
  std::istream_iterator<int> first(std::cin); // warn: the constructor of 'istream_iterator' may block the thread of coroutine 'bad_istream_iterator' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_return;
}

mini::task<void> good_memory_streams() {
  std::istringstream in("1 2 3");
  std::string line;
  int i;
  in >> i;
  in >> line;
  std::getline(in, line);
  in.get();
  in.peek();
  in.ignore();
  std::string all(std::istreambuf_iterator<char>(in), {});
  co_return;
}

mini::task<void> good_streams_of_which_nothing_is_known(std::istream &in) {
  std::string line;
  std::getline(in, line);
  in.get();
  co_return;
}

mini::task<void> good_what_is_written_is_buffered(std::ofstream &out) {
  std::cout << "text" << 1;
  out << "text";
  co_return;
}

mini::task<void> bad_copy() {
  fs::copy("/tmp/a", "/tmp/b"); // warn: 'copy' may block the thread of coroutine 'bad_copy' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it copies files, and waits for the disk
  co_return;
}

mini::task<void> bad_copy_file() {
  fs::copy_file("/tmp/a", "/tmp/b"); // warn: 'copy_file' may block the thread of coroutine 'bad_copy_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it copies files, and waits for the disk
  co_return;
}

mini::task<void> bad_remove_all() {
  fs::remove_all("/tmp/a"); // warn: 'remove_all' may block the thread of coroutine 'bad_remove_all' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it removes a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_recursive_directory_iterator() {
  for (const fs::directory_entry &e : fs::recursive_directory_iterator("/etc")) // warn: the constructor of 'recursive_directory_iterator' may block the thread of coroutine 'bad_recursive_directory_iterator' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it walks a directory tree, and waits for the disk
  (void)e;
  co_return;
}

mini::task<void> bad_directory_iterator() {
  for (const fs::directory_entry &e : fs::directory_iterator("/etc")) // warn: the constructor of 'directory_iterator' may block the thread of coroutine 'bad_directory_iterator' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads a directory, and waits for the disk
  (void)e;
  co_return;
}

std::timed_mutex limited;
std::shared_timed_mutex limited_for_many;

mini::task<void> bad_unique_lock_with_limit() {
  std::unique_lock l(limited, 1s); // warn: the constructor of 'unique_lock' may block the thread of coroutine 'bad_unique_lock_with_limit' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever holds the lock, until the time is up
  co_return;
}

mini::task<void> bad_shared_lock_with_limit() {
  std::shared_lock l(limited_for_many, 1s); // warn: the constructor of 'shared_lock' may block the thread of coroutine 'bad_shared_lock_with_limit' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever holds the lock, until the time is up
  co_return;
}

mini::task<void> good_looks_at_one_file() {
  fs::exists("/tmp/a");
  fs::file_size("/tmp/a");
  fs::rename("/tmp/a", "/tmp/b");
  fs::remove("/tmp/a");
  fs::recursive_directory_iterator end;
  co_return;
}
