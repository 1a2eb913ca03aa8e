// Strings are containers, too: views, pointers and iterators into one that is assigned meanwhile.
#include "mini.h"
#include <map>
#include <span>

mini::task<void> send(std::string text) { co_return; }
mini::task<void> turn() { co_return; }
void note(std::string_view text);
void note(const char *text);
void note(char c);

struct bad_strings {
  void rename(std::string n) { name = std::move(n); } // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here // note: 'rename' replaces the content of 'name' here

  mini::task<void> bad_view() {
    std::string_view view = name; // warn: view 'view' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(view); // note: used here, after it
  }

  mini::task<void> bad_view_in_braces() {
    const std::string_view view{name}; // warn: view 'view' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(view); // note: used here, after it
  }

  mini::task<void> bad_part_of_a_view() {
    auto first = std::string_view(name).substr(0, 3); // warn: view 'first' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(first); // note: used here, after it
  }

  mini::task<void> bad_c_str() {
    const char *text = name.c_str(); // warn: pointer 'text' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(text); // note: used here, after it
  }

  mini::task<void> bad_data() {
    auto *text = name.data(); // warn: pointer 'text' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    text[0] = 'x'; // note: used here, after it
  }

  mini::task<void> bad_character() {
    char &first = name.front(); // warn: reference 'first' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    first = 'x'; // note: used here, after it
  }

  mini::task<void> bad_iterator() {
    auto it = name.begin(); // warn: iterator 'it' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(*it); // note: used here, after it
  }

  mini::task<void> bad_range_for() {
    for (char c : name) { // warn: the loop over 'name' goes on after a suspension during which others can change 'name' // note: loop over a copy, or hold an async lock that whoever changes 'name' takes, too // note: the next element is taken here
      co_await turn(); // note: the coroutine may be suspended at this 'co_await'
      note(c);
    }
  }

  mini::task<void> bad_span() {
    std::span<char> bytes(name); // warn: view 'bytes' into 'name' is used after a suspension during which others can change 'name' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    bytes[0] = 'x'; // note: used here, after it
  }

  mini::task<void> bad_loop_over_a_view() {
    for (char c : std::string_view(name)) { // warn: the loop over 'name' goes on after a suspension during which others can change 'name' // note: loop over a copy, or hold an async lock that whoever changes 'name' takes, too // note: the next element is taken here
      co_await turn(); // note: the coroutine may be suspended at this 'co_await'
      note(c);
    }
  }

  mini::task<void> good_view_before() {
    std::string_view view = name;
    note(view);
    co_await turn();
  }

  mini::task<void> good_view_after() {
    co_await turn();
    std::string_view view = name;
    note(view);
  }

  mini::task<void> good_view_renewed() {
    std::string_view view = name;
    note(view);
    co_await turn();
    view = name;
    note(view);
  }

  mini::task<void> good_copy() {
    std::string copy = name;
    std::string_view view = copy;
    co_await turn();
    note(view);
  }

  mini::task<void> good_copy_of_the_view() {
    std::string copy{std::string_view(name).substr(0, 3)};
    co_await turn();
    note(copy);
  }

  mini::task<void> good_the_string_itself() {
    auto &same = name;
    co_await turn();
    note(same);
  }

  mini::task<void> good_character_by_value() {
    char first = name.front();
    co_await turn();
    note(first);
  }

  mini::task<void> good_argument_by_value() {
    std::string_view view = name;
    co_await send(std::string(view));
  }

  mini::task<void> good_position() {
    auto at = name.find(' ');
    co_await turn();
    if (at < name.size())
      note(name[at]);
  }

  mini::task<void> good_view_reused_for_something_else() {
    std::string_view view = name;
    note(view);
    view = "constant";
    co_await turn();
    note(view);
  }

  std::string name;
};

struct bad_appended {
  void append(std::string_view text) { buffer += text; } // note: 'append' may put elements into 'buffer' here
  mini::task<void> print() {
    std::string_view line = buffer; // warn: view 'line' into 'buffer' is used after a suspension during which others can change 'buffer' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(line); // note: used here, after it
  }
  std::string buffer;
};

struct bad_cleared {
  void reset() { buffer.clear(); } // note: 'reset' may erase elements of 'buffer' here
  mini::task<void> print() {
    const char *line = buffer.c_str(); // warn: pointer 'line' into 'buffer' is used after a suspension during which others can change 'buffer' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(line); // note: used here, after it
  }
  std::string buffer;
};

struct bad_view_of_an_element {
  void remove(int id) { names.erase(id); } // note: 'remove' may erase elements of 'names' here
  mini::task<void> print(int id) {
    std::string_view name = names.at(id); // warn: view 'name' into 'names' is used after a suspension during which others can change 'names' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(name); // note: used here, after it
  }
  std::map<int, std::string> names;
};

struct bad_view_of_a_nested_string {
  struct Config {
    std::string host;
  };
  void reload(Config fresh) { config = std::move(fresh); } // note: 'reload' replaces the content of 'host' here
  mini::task<void> print() {
    std::string_view host = config.host; // warn: view 'host' into 'host' is used after a suspension during which others can change 'host' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(host); // note: used here, after it
  }
  Config config;
};

struct bad_bytes_of_a_vector {
  void receive(std::size_t n) { bytes.resize(n); } // note: 'receive' may put elements into 'bytes' here
  mini::task<void> print() {
    std::string_view text(bytes.data(), bytes.size()); // warn: view 'text' into 'bytes' is used after a suspension during which others can change 'bytes' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(text); // note: used here, after it
  }
  std::vector<char> bytes;
};

struct bad_span_of_a_vector {
  void receive(char c) { bytes.push_back(c); } // note: 'receive' may put elements into 'bytes' here
  mini::task<void> print() {
    std::span<const char> all = bytes; // warn: view 'all' into 'bytes' is used after a suspension during which others can change 'bytes' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(all[0]); // note: used here, after it
  }
  std::vector<char> bytes;
};

struct bad_view_by_a_getter {
  void rename(std::string n) { name_ = std::move(n); } // note: 'rename' replaces the content of 'name_' here
  std::string_view name() const { return name_; }
  mini::task<void> print() {
    std::string_view view = name(); // warn: view 'view' into 'name_' is used after a suspension during which others can change 'name_' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(view); // note: used here, after it
  }
  std::string name_;
};

struct good_never_assigned {
  explicit good_never_assigned(std::string n) : name(std::move(n)) { name += "!"; }
  mini::task<void> print() {
    std::string_view view = name;
    const char *text = name.c_str();
    co_await turn();
    note(view);
    note(text);
  }
  std::string name;
};

struct good_const_string {
  mini::task<void> print() {
    std::string_view view = name;
    co_await turn();
    note(view);
  }
  const std::string name = "constant";
};

struct good_view_member {
  void point_to(std::string_view n) { name = n; }
  mini::task<void> print() {
    std::string_view view = name; // a copy of the view; whom it looks at is another question
    co_await turn();
    note(view);
  }
  std::string_view name;
};

struct good_literal_pointer {
  void rename() { name = "other"; }
  mini::task<void> print() {
    const char *text = name;
    co_await turn();
    note(text);
  }
  const char *name = "one";
};

struct good_view_of_an_element_nobody_erases {
  void add(int id) { names[id] = {}; }
  mini::task<void> print(int id) {
    const auto &name = names[id];
    co_await turn();
    note(name);
  }
  std::map<int, std::string> names;
};

mini::task<void> good_local(std::string text) {
  std::string_view view = text;
  co_await turn();
  note(view);
  std::string mine = text + "!";
  auto *first = mine.data();
  co_await turn();
  *first = 'x';
}

mini::task<void> good_view_parameter(std::string_view view) {
  note(view);
  co_await turn();
}

// The owner takes the text when all is done.
class good_text_is_handed_out_at_the_end {
public:
  std::string release() { return std::move(body_); }
  mini::task<void> send() {
    std::string_view text = body_;
    co_await turn();
    note(text.size() ? 'x' : 'y');
  }

private:
  std::string body_;
};

class bad_text_is_handed_out_by_a_loop {
public:
  std::string release() { return std::move(body_); } // note: 'release' replaces the content of 'body_' here
  mini::task<void> drain() {
    for (;;) {
      co_await turn();
      note(release().size() ? 'x' : 'y');
    }
  }
  mini::task<void> send() {
    std::string_view text = body_; // warn: view 'text' into 'body_' is used after a suspension during which others can change 'body_' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(text.size() ? 'x' : 'y'); // note: used here, after it
  }

private:
  std::string body_;
};

// What is exchanged for an empty one is handed out as well; elements that are
// things are not.
class good_bytes_are_handed_out {
public:
  std::vector<char> take() { return std::exchange(body_, {}); }
  mini::task<void> send() {
    std::span<char> bytes = body_;
    co_await turn();
    note(bytes.size() ? 'x' : 'y');
  }

private:
  std::vector<char> body_;
};

class bad_strings_are_handed_out {
public:
  std::vector<std::string> take() { return std::exchange(lines_, {}); } // note: 'take' may erase elements of 'lines_' here
  mini::task<void> send() {
    std::string &line = lines_.front(); // warn: reference 'line' into 'lines_' is used after a suspension during which others can change 'lines_' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(line); // note: used here, after it
  }

private:
  std::vector<std::string> lines_;
};

class bad_text_is_cleared_by_the_user {
public:
  void reset() { body_ = std::string(); } // note: 'reset' replaces the content of 'body_' here
  mini::task<void> send() {
    std::string_view text = body_; // warn: view 'text' into 'body_' is used after a suspension during which others can change 'body_' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(text); // note: used here, after it
  }

private:
  std::string body_;
};
