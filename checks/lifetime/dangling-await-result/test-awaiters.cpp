// Awaiters of one's own: whether a result lives in the awaiter, in what made it, or somewhere that outlives both.
#include "mini.h"
#include <array>
#include <span>

void show(std::string_view text);
void show(int number);
mini::task<void> turn() { co_return; }

struct Suspends {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) noexcept;
};

// ---- The awaiter has it ----

struct ReadLine : Suspends {
  explicit ReadLine(int fd) : fd(fd) {}
  std::string_view await_resume() { return line; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  int fd;
  std::string line;
};
struct ReadBlock : Suspends {
  std::span<const char> await_resume() const { return std::span(block).first(length); } // note: the await yields a part of it, or of what it owns
  std::array<char, 64> block;
  std::size_t length = 0;
};
struct Receive : Suspends {
  const std::string &await_resume() const { return message_; } // note: the await yields a part of it, or of what it owns
  std::string message_;
};
struct Take : Suspends {
  std::string &&await_resume() { return std::move(message); } // note: the await yields a part of it, or of what it owns
  std::string message;
};
struct Accept : Suspends {
  int *await_resume() { return &descriptor; } // note: the await yields a part of it, or of what it owns
  int descriptor = -1;
};
struct Self : Suspends {
  Self &await_resume() { return *this; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  int code = 0;
};
struct Owning : Suspends {
  std::string &await_resume() { return *text; } // note: the await yields a part of it, or of what it owns
  std::unique_ptr<std::string> text = std::make_unique<std::string>();
};
struct Nested : Suspends {
  const char *await_resume() { return state.text.c_str(); } // note: the await yields a part of it, or of what it owns
  struct {
    std::string text;
  } state;
};
struct ByHelper : Suspends {
  const std::string &await_resume() {
    check();
    return result(); // note: the await yields a part of it, or of what it owns
  }
  void check() const;
  const std::string &result() const { return text; }
  std::string text;
};
struct Declared : Suspends {
  const std::string &await_resume() [[clang::lifetimebound]];
  std::string text;
};
template <class Derived> struct Base : Suspends {
  auto &await_resume() { return static_cast<Derived *>(this)->result; } // note: the await yields a part of it, or of what it owns
};
struct Deduced : Base<Deduced> {
  std::string result;
};

class Socket {
public:
  struct ReadOp : Suspends {
    explicit ReadOp(Socket &s) : socket(s) {}
    std::string_view await_resume() { return socket.buffer_; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    Socket &socket;
  };
  explicit Socket(int fd) : fd_(fd) {}
  ReadOp read() { return ReadOp(*this); }
  auto operator co_await() { return ReadOp(*this); }
  std::string &buffer() { return buffer_; }

private:
  int fd_;
  std::string buffer_;
};
Socket &console();

struct Timer {
  int code = 0;
};
struct TimerAwaiter : Suspends {
  explicit TimerAwaiter(Timer &t) : timer(t) {}
  int &await_resume() { return timer.code; } // note: the await yields a part of it, or of what it owns
  Timer &timer;
};
inline TimerAwaiter operator co_await(Timer &t) { return TimerAwaiter(t); }
inline TimerAwaiter operator co_await(Timer &&t) { return TimerAwaiter(t); }

// Its awaiter takes over what it had.
struct Parcel {
  explicit Parcel(int) : content(new std::string) {}
  struct awaiter : Suspends {
    explicit awaiter(std::unique_ptr<std::string> c) : content(std::move(c)) {}
    std::string &await_resume() { return *content; } // note: the await yields a part of it, or of what it owns
    std::unique_ptr<std::string> content;
  };
  auto operator co_await() && { return awaiter(std::move(content)); }
  std::unique_ptr<std::string> content;
};

struct Query {
  int id;
};
struct flow {
  struct promise_type {
    flow get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    struct Rows : Suspends {
      std::vector<int> rows;
      const std::vector<int> &await_resume() { return rows; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
    };
    struct Promise : Suspends {
      promise_type *promise;
      promise_type &await_resume() { return *promise; }
    };
    Rows await_transform(Query) { return {}; }
    Promise await_transform(std::string_view) { return {{}, this}; }
  };
};

mini::task<void> bad_view_of_a_string(int fd) {
  std::string_view line = co_await ReadLine(fd); // warn: 'line' refers into the awaited temporary 'ReadLine', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(line);
}

mini::task<void> bad_auto_is_a_view(int fd) {
  auto line = co_await ReadLine{fd}; // warn: 'line' refers into the awaited temporary 'ReadLine', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(line);
}

mini::task<void> bad_span_of_an_array() {
  auto block = co_await ReadBlock(); // warn: 'block' refers into the awaited temporary 'ReadBlock', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(block[0]);
}

mini::task<void> bad_reference() {
  const auto &message = co_await Receive(); // warn: 'message' refers into the awaited temporary 'Receive', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto message = co_await Receive();
  show(message);
}

mini::task<void> bad_rvalue_reference() {
  auto &&message = co_await Take(); // warn: 'message' refers into the awaited temporary 'Take', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto message = co_await Take();
  show(message);
}

mini::task<void> bad_pointer() {
  auto *descriptor = co_await Accept(); // warn: 'descriptor' refers into the awaited temporary 'Accept', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(*descriptor);
}

mini::task<void> bad_the_awaiter_itself() {
  auto &op = co_await Self(); // warn: 'op' refers into the awaited temporary 'Self', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto op = co_await Self();
  show(op.code);
}

mini::task<void> bad_member_of_the_awaiter() {
  const int &code = (co_await Self()).code; // warn: 'code' refers into the awaited temporary 'Self', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const int code = (co_await Self()).code;
  show(code);
}

mini::task<void> bad_owned_by_the_awaiter() {
  auto &text = co_await Owning(); // warn: 'text' refers into the awaited temporary 'Owning', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto text = co_await Owning();
  show(text);
}

mini::task<void> bad_pointer_into_a_nested_member() {
  const char *text = co_await Nested(); // warn: 'text' refers into the awaited temporary 'Nested', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(text);
}

mini::task<void> bad_by_a_helper() {
  auto &text = co_await ByHelper(); // warn: 'text' refers into the awaited temporary 'ByHelper', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto text = co_await ByHelper();
  show(text);
}

mini::task<void> bad_declared_to_be_bound() {
  auto &text = co_await Declared(); // warn: 'text' refers into the awaited temporary 'Declared', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto text = co_await Declared();
  show(text);
}

mini::task<void> bad_inherited_from_a_template() {
  auto &result = co_await Deduced(); // warn: 'result' refers into the awaited temporary 'Deduced', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto result = co_await Deduced();
  show(result);
}

mini::task<void> good_named_awaiters(int fd) {
  ReadLine read(fd);
  auto line = co_await read;
  Receive receive;
  const auto &message = co_await receive;
  Take take;
  auto &&taken = co_await take;
  Self self;
  auto &op = co_await std::move(self);
  co_await turn();
  show(line);
  show(message);
  show(taken);
  show(op.code);
}

mini::task<void> good_copied_or_moved(int fd) {
  std::string line(co_await ReadLine(fd));
  auto message = co_await Receive();
  auto taken = co_await Take();
  int descriptor = *co_await Accept();
  auto code = (co_await Self()).code;
  std::string text = co_await Nested();
  show(line + message + taken + text);
  show(descriptor + code);
}

mini::task<void> good_at_once(int fd) {
  show(co_await ReadLine(fd));
  show(*co_await Accept());
  for (char c : std::string(co_await ReadLine(fd)))
    show(c);
}

// ---- Somebody else has it ----

struct ReadInto : Suspends {
  explicit ReadInto(std::string &into) : into(into) {}
  std::string_view await_resume() { return into; }
  std::string &into;
};
struct ReadSome : Suspends {
  std::span<char> buffer;
  std::span<char> await_resume() { return buffer.first(1); }
};
struct Borrowed : Suspends {
  std::string *text;
  std::string &await_resume() { return *text; }
};
struct Shared : Suspends {
  std::shared_ptr<std::string> text;
  std::string &await_resume() { return *text; }
};
struct Global : Suspends {
  static std::string buffer;
  std::string_view await_resume() { return buffer; }
};
struct Literal : Suspends {
  const char *await_resume() { return "done"; }
};
struct Unknown : Suspends {
  std::string &await_resume();
};

mini::task<void> good_callers_buffers() {
  std::string buffer;
  auto text = co_await ReadInto(buffer);
  char bytes[16];
  auto some = co_await ReadSome{{}, bytes};
  auto &same = co_await Borrowed{{}, &buffer};
  co_await turn();
  show(text);
  show(some[0]);
  show(same);
}

mini::task<void> good_shared_elsewhere(std::shared_ptr<std::string> text) {
  auto &same = co_await Shared{{}, text};
  show(same);
}

mini::task<void> good_static_storage() {
  auto text = co_await Global();
  auto *literal = co_await Literal();
  show(text);
  show(literal);
}

mini::task<void> good_body_not_visible() {
  auto &text = co_await Unknown();
  show(text);
}

mini::task<void> good_buffer_of_a_socket(Socket &socket) {
  auto line = co_await socket.read();
  co_await turn();
  show(line);
}

mini::task<void> good_buffer_of_a_local_socket(int fd) {
  Socket socket(fd);
  auto line = co_await socket.read();
  auto again = co_await socket;
  show(line);
  show(again);
}

mini::task<void> good_buffer_of_a_lasting_socket() {
  auto line = co_await console().read();
  show(line);
}

mini::task<void> good_buffer_of_an_owned_socket(std::unique_ptr<Socket> socket) {
  auto line = co_await socket->read();
  show(line);
}

mini::task<void> bad_socket_is_a_temporary(int fd) {
  auto line = co_await Socket(fd).read(); // warn: 'line' refers into a temporary 'Socket', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(line);
}

mini::task<void> bad_socket_is_awaited_and_gone(int fd) {
  auto line = co_await Socket(fd); // warn: 'line' refers into the awaited temporary 'Socket', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(line);
}

// ---- What the awaiter was made from ----

struct Parse : Suspends {
  explicit Parse(const std::string &t) : text(t) {}
  std::string_view await_resume() { return text; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  const std::string &text;
};
struct ParseOwn : Suspends {
  explicit ParseOwn(std::string t) : text(std::move(t)) {}
  std::string_view await_resume() { return text; } // note: the await yields a part of it, or of what it owns
  std::string text;
};
struct Word {
  std::string_view text; // note: it does so through its member 'text' // note: it does so through its member 'text'
  bool last = false;
};
struct NextWord : Suspends {
  Word await_resume() { return {text, true}; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  std::string text;
};
inline Parse parse(const std::string &text) { return Parse(text); }
class Client {
public:
  struct Call : Suspends {
    explicit Call(Client &c) : client(c) {}
    std::string &await_resume() { return client.reply_; } // note: the await yields a part of it, or of what it owns
    Client &client;
  };
  struct Stub {
    Client *client;
    Call call() const { return Call(*client); }
  };
  Stub stub() { return {this}; }

private:
  std::string reply_;
};

mini::task<void> bad_text_is_a_temporary() {
  auto text = co_await Parse("some text that is made for this call"); // warn: 'text' refers into a temporary 'std::string', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(text);
}

mini::task<void> bad_text_is_a_temporary_of_a_function() {
  auto text = co_await parse("some text that is made for this call"); // warn: 'text' refers into a temporary 'std::string', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(text);
}

mini::task<void> bad_text_belongs_to_the_awaiter(std::string given) {
  auto text = co_await ParseOwn(std::move(given)); // warn: 'text' refers into the awaited temporary 'ParseOwn', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(text);
}

mini::task<void> bad_struct_with_a_view() {
  auto word = co_await NextWord(); // warn: 'word' refers into the awaited temporary 'NextWord', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  show(word.text);
}

mini::task<void> bad_bindings_to_a_view() {
  auto [text, last] = co_await NextWord(); // warn: '[text, last]' refers into the awaited temporary 'NextWord', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value
  if (last)
    show(text);
}

mini::task<void> bad_client_is_a_temporary() {
  auto &reply = co_await Client().stub().call(); // warn: 'reply' refers into a temporary 'Client', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto reply = co_await Client().stub().call();
  show(reply);
}

mini::task<void> good_text_of_its_own(std::string given) {
  auto text = co_await Parse(given);
  auto same = co_await parse(given);
  std::string copy(co_await ParseOwn(given));
  co_await turn();
  show(text);
  show(same);
  show(copy);
}

mini::task<void> good_struct_of_a_named_awaiter() {
  NextWord next;
  auto word = co_await next;
  auto last = (co_await NextWord()).last;
  if (last)
    show(word.text);
}

mini::task<void> good_stub_of_a_client(Client &client) {
  auto &reply = co_await client.stub().call(); // the stub is a temporary, the client is not
  co_await turn();
  show(reply);
}

mini::task<void> good_stub_of_a_local_client() {
  Client client;
  auto &reply = co_await client.stub().call();
  auto stub = client.stub();
  auto &again = co_await stub.call();
  show(reply);
  show(again);
}

// ---- operator co_await ----

mini::task<void> bad_free_operator() {
  auto &code = co_await Timer(); // warn: 'code' refers into the awaited temporary 'Timer', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto code = co_await Timer();
  show(code);
}

mini::task<void> bad_taken_over_by_the_awaiter(int id) {
  Parcel parcel(id);
  auto &content = co_await std::move(parcel); // warn: 'content' refers into the awaiter, a temporary 'Parcel::awaiter', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto content = co_await std::move(parcel);
  show(content);
}

mini::task<void> good_free_operator() {
  Timer timer;
  auto &code = co_await timer;
  int copy = co_await Timer();
  show(code + copy);
}

mini::task<void> good_taken_over_and_copied(int id) {
  Parcel parcel(id);
  auto content = co_await std::move(parcel);
  show(content);
}

// ---- await_transform ----

flow bad_rows_of_a_transformed_query() {
  const auto &rows = co_await Query{1}; // warn: 'rows' refers into the awaiter, a temporary 'flow::promise_type::Rows', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto rows = co_await Query{1};
  show(rows.front());
}

flow bad_loop_over_a_transformed_query() {
  for (int row : co_await Query{1}) // warn: this loop goes through a part of the awaiter, a temporary 'flow::promise_type::Rows', which is destroyed before the first iteration // note: give what is awaited a name, and await that, or copy the value
    show(row);
}

flow good_own_promise() {
  auto &promise = co_await "promise";
  promise.return_void();
}

flow good_rows_copied() {
  auto rows = co_await Query{1};
  show(rows.front());
}
