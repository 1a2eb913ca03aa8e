// rule: blocking-call
// needs: curl/curl.h
// libcurl: a transfer at once, or one among many.
#include "mini.h"
#include <curl/curl.h>

mini::task<void> bad_transfer(CURL *c) {
  curl_easy_perform(c); // warn: 'curl_easy_perform' may block the thread of coroutine 'bad_transfer' // note: it waits for the answer of a server // note: use curl_multi_socket_action(), driven by the event loop instead
  co_return;
}

mini::task<void> bad_waits(CURLM *m, int *n) {
  curl_multi_poll(m, nullptr, 0, 1000, n); // warn: 'curl_multi_poll' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  curl_multi_wait(m, nullptr, 0, 1000, n); // warn: 'curl_multi_wait' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_return;
}

mini::task<void> good_looks(CURLM *m, int *n) {
  curl_multi_perform(m, n);
  curl_multi_poll(m, nullptr, 0, 0, n);
  co_return;
}
