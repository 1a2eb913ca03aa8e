// rule: blocking-call
// needs: mosquitto.h
// Mosquitto.
#include "mini.h"
#include <mosquitto.h>

mini::task<void> bad_connects(mosquitto *m) {
  mosquitto_connect(m, "localhost", 1883, 60); // warn: 'mosquitto_connect' may block the thread of coroutine 'bad_connects' // note: it waits for the broker // note: use the function whose name ends in _async instead
  co_return;
}

mini::task<void> bad_loops(mosquitto *m) {
  mosquitto_loop(m, -1, 1); // warn[blocking-wait]: 'mosquitto_loop' makes the thread of coroutine 'bad_loops' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the network loop in here
  mosquitto_loop_forever(m, -1, 1); // warn[blocking-wait]: 'mosquitto_loop_forever' makes the thread of coroutine 'bad_loops' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the network loop in here
  co_return;
}

mini::task<void> good_looks(mosquitto *m) {
  mosquitto_connect_async(m, "localhost", 1883, 60);
  mosquitto_loop(m, 0, 1);
  mosquitto_loop_read(m, 1);
  co_return;
}
