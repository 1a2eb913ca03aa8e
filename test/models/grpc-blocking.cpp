// rule: blocking-call
// needs: grpcpp/grpcpp.h
// gRPC: streams and calls that wait.
#include "mini.h"
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/sync_stream.h>

mini::task<void> bad_streams(grpc::ClientReader<grpc::ByteBuffer> &r, grpc::ClientWriter<grpc::ByteBuffer> &w, grpc::Channel &ch, std::chrono::system_clock::time_point t, grpc::ByteBuffer *i) {
  r.Read(i); // warn: 'Read' may block the thread of coroutine 'bad_streams' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  r.Finish(); // warn: 'Finish' may block the thread of coroutine 'bad_streams' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  w.Write(*i); // warn: 'Write' may block the thread of coroutine 'bad_streams' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  w.WritesDone(); // warn: 'WritesDone' may block the thread of coroutine 'bad_streams' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  ch.WaitForConnected(t); // warn: 'WaitForConnected' may block the thread of coroutine 'bad_streams' // note: it waits for the channel to change its state // note: use NotifyOnStateChange() instead
  co_return;
}

mini::task<void> bad_loop(grpc::CompletionQueue &q, void **tag, bool *ok) {
  q.Next(tag, ok); // warn[blocking-wait]: 'Next' makes the thread of coroutine 'bad_loop' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the completion queue in here
  co_return;
}

mini::task<void> good_looks(grpc::Channel &ch, grpc::CompletionQueue &q) {
  ch.GetState(true);
  q.Shutdown();
  co_return;
}
