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
  void rename(std::string n) { name = std::move(n); }

  mini::task<void> bad_view() {
    std::string_view view = name; // warn
    co_await turn();
    note(view);
  }

  mini::task<void> bad_view_in_braces() {
    const std::string_view view{name}; // warn
    co_await turn();
    note(view);
  }

  mini::task<void> bad_part_of_a_view() {
    auto first = std::string_view(name).substr(0, 3); // warn
    co_await turn();
    note(first);
  }

  mini::task<void> bad_c_str() {
    const char *text = name.c_str(); // warn
    co_await turn();
    note(text);
  }

  mini::task<void> bad_data() {
    auto *text = name.data(); // warn
    co_await turn();
    text[0] = 'x';
  }

  mini::task<void> bad_character() {
    char &first = name.front(); // warn
    co_await turn();
    first = 'x';
  }

  mini::task<void> bad_iterator() {
    auto it = name.begin(); // warn
    co_await turn();
    note(*it);
  }

  mini::task<void> bad_range_for() {
    for (char c : name) { // warn
      co_await turn();
      note(c);
    }
  }

  mini::task<void> bad_span() {
    std::span<char> bytes(name); // warn
    co_await turn();
    bytes[0] = 'x';
  }

  mini::task<void> bad_loop_over_a_view() {
    for (char c : std::string_view(name)) { // warn
      co_await turn();
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
  void append(std::string_view text) { buffer += text; }
  mini::task<void> print() {
    std::string_view line = buffer; // warn
    co_await turn();
    note(line);
  }
  std::string buffer;
};

struct bad_cleared {
  void reset() { buffer.clear(); }
  mini::task<void> print() {
    const char *line = buffer.c_str(); // warn
    co_await turn();
    note(line);
  }
  std::string buffer;
};

struct bad_view_of_an_element {
  void remove(int id) { names.erase(id); }
  mini::task<void> print(int id) {
    std::string_view name = names.at(id); // warn
    co_await turn();
    note(name);
  }
  std::map<int, std::string> names;
};

struct bad_view_of_a_nested_string {
  struct Config {
    std::string host;
  };
  void reload(Config fresh) { config = std::move(fresh); }
  mini::task<void> print() {
    std::string_view host = config.host; // warn
    co_await turn();
    note(host);
  }
  Config config;
};

struct bad_bytes_of_a_vector {
  void receive(std::size_t n) { bytes.resize(n); }
  mini::task<void> print() {
    std::string_view text(bytes.data(), bytes.size()); // warn
    co_await turn();
    note(text);
  }
  std::vector<char> bytes;
};

struct bad_span_of_a_vector {
  void receive(char c) { bytes.push_back(c); }
  mini::task<void> print() {
    std::span<const char> all = bytes; // warn
    co_await turn();
    note(all[0]);
  }
  std::vector<char> bytes;
};

struct bad_view_by_a_getter {
  void rename(std::string n) { name_ = std::move(n); }
  std::string_view name() const { return name_; }
  mini::task<void> print() {
    std::string_view view = name(); // warn
    co_await turn();
    note(view);
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
