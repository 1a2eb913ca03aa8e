// What the thread refers to may have ended with it.
// expect: a thread returns by value
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

#ifdef GOOD
static int work(int n) { return n; }
#else
static const int &work(const int &n) { return n; }
#endif

int main() { return thread::spawn(work, 1).join(); }
