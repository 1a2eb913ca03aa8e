// rule: blocking-call
// needs: zmq.h
// ZeroMQ.
#include "mini.h"
#include <zmq.h>

mini::task<void> bad_waits(void *s, char *b, zmq_msg_t *m, zmq_pollitem_t *p) {
  zmq_recv(s, b, 8, 0); // warn: 'zmq_recv' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  zmq_send(s, b, 8, ZMQ_SNDMORE); // warn: 'zmq_send' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room for the message
  zmq_msg_recv(m, s, 0); // warn: 'zmq_msg_recv' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  zmq_poll(p, 1, -1); // warn: 'zmq_poll' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for messages
  co_return;
}

mini::task<void> good_tries(void *s, char *b, zmq_msg_t *m, zmq_pollitem_t *p) {
  zmq_recv(s, b, 8, ZMQ_DONTWAIT);
  zmq_send(s, b, 8, ZMQ_SNDMORE | ZMQ_DONTWAIT);
  zmq_msg_recv(m, s, ZMQ_DONTWAIT);
  zmq_poll(p, 1, 0);
  co_return;
}
