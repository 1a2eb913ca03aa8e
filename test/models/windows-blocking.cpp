// rule: blocking-call
// The Windows API: time-outs of zero, overlapped operations, C++/WinRT.
#include "mini.h"

extern "C" {
void Sleep(unsigned long);
unsigned long WaitForSingleObject(void *, unsigned long);
int ReadFile(void *, void *, unsigned long, unsigned long *, void *overlapped);
int GetMessageW(void *, void *, unsigned, unsigned);
int GetOverlappedResult(void *, void *, unsigned long *, int wait);
}
namespace winrt::Windows::Foundation {
struct IAsyncAction : mini::tick {
  void get() const;
  template <class D> int wait_for(D) const;
};
} // namespace winrt::Windows::Foundation
using winrt::Windows::Foundation::IAsyncAction;
using namespace std::chrono_literals;

mini::task<void> bad_waits(void *h, char *b, unsigned long *n) {
  Sleep(100); // warn: 'Sleep' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  WaitForSingleObject(h, 0xffffffff); // warn: 'WaitForSingleObject' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the object is signalled
  ReadFile(h, b, 8, n, nullptr); // warn: 'ReadFile' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the operation is complete
  GetMessageW(b, nullptr, 0, 0); // warn: 'GetMessageW' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  GetOverlappedResult(h, b, n, 1); // warn: 'GetOverlappedResult' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the operation is complete
  co_return;
}

mini::task<void> bad_actions(const IAsyncAction &a) {
  a.wait_for(1s); // warn[blocking-wait]: 'wait_for' makes the thread of coroutine 'bad_actions' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the operation is complete, or the time is up
  a.get(); // warn[blocking-wait]: 'get' makes the thread of coroutine 'bad_actions' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the operation is complete
  co_return;
}

mini::task<void> good_looks(void *h, char *b, unsigned long *n, int &overlapped, const IAsyncAction &a) {
  Sleep(0);
  WaitForSingleObject(h, 0);
  ReadFile(h, b, 8, n, &overlapped);
  GetOverlappedResult(h, b, n, 0);
  a.wait_for(0s);
  co_return;
}
