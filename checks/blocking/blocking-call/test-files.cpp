// Files, streams and pipes: what reaches the disk blocks, what stays in memory does not.
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <fcntl.h>
#include <unistd.h>

mini::task<void> store(int id = 0);
mini::task<void> send(std::string line);

// ---- File streams ----

mini::task<void> bad_input_file(const char *path) {
  std::ifstream in(path); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_input_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_await store(in.good());
}

mini::task<void> bad_input_file_by_string(std::string path) {
  co_await store();
  std::ifstream in{path, std::ios::binary}; // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_input_file_by_string' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
}

mini::task<void> bad_output_file(std::string path) {
  std::ofstream out(path); // warn: the constructor of 'basic_ofstream' may block the thread of coroutine 'bad_output_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_await store(out.good());
}

mini::task<void> bad_file_for_both(std::string path) {
  auto file = std::fstream(path); // warn: the constructor of 'basic_fstream' may block the thread of coroutine 'bad_file_for_both' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_await store(file.good());
}

mini::task<void> bad_temporary_file_stream(std::string path) {
  bool there = std::ifstream(path).good(); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_temporary_file_stream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_await store(there);
}

mini::task<void> bad_opened_later(std::string path) {
  std::ifstream in;
  co_await store();
  in.open(path); // warn: 'open' may block the thread of coroutine 'bad_opened_later' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
}

mini::task<void> bad_owned_file_stream(std::string path) {
  auto in = std::make_unique<std::ifstream>(path); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_owned_file_stream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_await store(in->good());
}

namespace bad_file_stream_in_a_member {
struct Config {
  std::ifstream in;
  explicit Config(const char *path) : in(path) {} // note: the constructor of 'Config' calls the constructor of 'basic_ifstream' here, which opens a file, and waits for the file system
};
mini::task<void> f(const char *path) {
  Config config(path); // warn: the constructor of 'Config' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_file_stream_in_a_member

namespace bad_opened_by_a_helper {
std::string slurp(const std::string &path) {
  std::ifstream in(path); // note: 'slurp' calls the constructor of 'basic_ifstream' here, which opens a file, and waits for the file system
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}
mini::task<void> f(std::string path) {
  co_await send(slurp(path)); // warn: 'slurp' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_opened_by_a_helper

mini::task<void> good_file_stream_without_a_file() {
  std::ifstream in;
  std::ofstream out;
  co_await store(in.is_open() + out.is_open());
}

mini::task<void> good_file_stream_in_offloaded_callable(std::string path) {
  co_await annotated::spawn_blocking([path] {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
  });
}

void good_file_stream_in_a_plain_function(std::string path) { std::ifstream in(path); }

// ---- std::getline and operator>> ----

mini::task<void> bad_line_of_a_file(std::ifstream &in) {
  std::string line;
  while (std::getline(in, line)) // warn: 'getline' may block the thread of coroutine 'bad_line_of_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
    co_await send(line);
}

mini::task<void> bad_line_of_a_file_with_a_delimiter(std::fstream &in) {
  std::string line;
  std::getline(in, line, ';'); // warn: 'getline' may block the thread of coroutine 'bad_line_of_a_file_with_a_delimiter' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_await send(line);
}

mini::task<void> bad_line_of_standard_input() {
  std::string line;
  std::getline(std::cin, line); // warn: 'getline' may block the thread of coroutine 'bad_line_of_standard_input' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_await send(line);
}

mini::task<void> bad_word_of_standard_input() {
  std::string word;
  std::cin >> word; // warn: 'operator>>' may block the thread of coroutine 'bad_word_of_standard_input' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
  co_await send(word);
}

mini::task<void> bad_opened_and_read(std::string path) {
  std::ifstream in(path); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_opened_and_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  std::string line;
  while (std::getline(in, line)) // warn: 'getline' may block the thread of coroutine 'bad_opened_and_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads, and waits for the disk or for whoever types
    co_await send(line);
}

mini::task<void> good_lines_of_a_string(std::string text) {
  std::istringstream lines(std::move(text));
  std::string line;
  while (std::getline(lines, line))
    co_await send(line);
}

mini::task<void> good_lines_of_a_string_stream(std::stringstream &lines) {
  std::string line;
  while (std::getline(lines, line))
    co_await send(line);
}

mini::task<void> good_words_of_a_string(std::string text) {
  std::istringstream words(text);
  int n = 0;
  std::string word;
  words >> n >> word;
  co_await store(n);
}

// It may be a string as well as a file.
mini::task<void> good_stream_of_unknown_kind(std::istream &in) {
  std::string line;
  std::getline(in, line);
  co_await send(line);
}

namespace streams_of_helpers {
int count(std::istream &in) {
  int n = 0;
  std::string line;
  while (std::getline(in, line)) // note: 'count' calls 'getline' here, which reads, and waits for the disk or for whoever types // note: 'count' calls 'getline' here, which reads, and waits for the disk or for whoever types
    ++n;
  return n;
}
mini::task<void> good_helper_reads_a_string(std::string text) {
  std::istringstream in(text);
  co_await store(count(in));
}
mini::task<void> bad_helper_reads_a_file(std::ifstream &in) {
  co_await store(count(in)); // warn: 'count' may block the thread of coroutine 'bad_helper_reads_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block
}
mini::task<void> bad_helper_reads_standard_input() {
  co_await store(count(std::cin)); // warn: 'count' may block the thread of coroutine 'bad_helper_reads_standard_input' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace streams_of_helpers

// ---- C streams ----

mini::task<void> bad_fread(FILE *file) {
  char buffer[64];
  std::size_t n = std::fread(buffer, 1, sizeof buffer, file); // warn: 'fread' may block the thread of coroutine 'bad_fread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  co_await store(static_cast<int>(n));
}

mini::task<void> bad_fgets(FILE *file) {
  char line[64];
  co_await store();
  if (::fgets(line, sizeof line, file)) // warn: 'fgets' may block the thread of coroutine 'bad_fgets' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
    co_await send(line);
}

mini::task<void> bad_fopen_and_fread(const char *path) {
  char buffer[64];
  FILE *file = std::fopen(path, "r"); // warn: 'fopen' may block the thread of coroutine 'bad_fopen_and_fread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  std::size_t n = std::fread(buffer, 1, sizeof buffer, file); // warn: 'fread' may block the thread of coroutine 'bad_fopen_and_fread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  std::fclose(file);
  co_await store(static_cast<int>(n));
}

namespace bad_fread_in_a_helper {
int first(FILE *file) {
  char c = 0;
  return std::fread(&c, 1, 1, file) == 1 ? c : -1; // note: 'first' calls 'fread' here, which waits for the disk, or for whoever writes to what is read
}
mini::task<void> f(FILE *file) {
  co_await store(first(file)); // warn: 'first' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_fread_in_a_helper

mini::task<void> bad_pipe_to_a_child(FILE *pipe) {
  co_await store();
  int status = ::pclose(pipe); // warn: 'pclose' may block the thread of coroutine 'bad_pipe_to_a_child' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_await store(status);
}

mini::task<void> good_formats_in_memory(int n) {
  char text[32];
  std::snprintf(text, sizeof text, "%d", n);
  int back = 0;
  std::sscanf(text, "%d", &back);
  co_await store(back);
}

mini::task<void> good_diagnostics(int n) {
  std::printf("%d\n", n);
  std::fprintf(stderr, "%d\n", n);
  std::perror("store");
  co_await store(n);
}

// ---- Descriptors of files ----

mini::task<void> bad_fsync(int fd) {
  co_await store();
  ::fsync(fd); // warn: 'fsync' may block the thread of coroutine 'bad_fsync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
}

mini::task<void> bad_fdatasync(int fd) {
  ::fdatasync(fd); // warn: 'fdatasync' may block the thread of coroutine 'bad_fdatasync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_await store();
}

mini::task<void> bad_sync() {
  ::sync(); // warn: 'sync' may block the thread of coroutine 'bad_sync' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_await store();
}

mini::task<void> bad_read_of_an_opened_file(const char *path) {
  char buffer[64];
  int fd = ::open(path, O_RDONLY); // warn: 'open' may block the thread of coroutine 'bad_read_of_an_opened_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  ssize_t n = ::read(fd, buffer, sizeof buffer); // warn: 'read' may block the thread of coroutine 'bad_read_of_an_opened_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
  ::close(fd);
  co_await store(static_cast<int>(n));
}

mini::task<void> bad_pread_of_an_opened_file(const char *path) {
  char buffer[64];
  const int fd = ::open(path, O_RDONLY | O_CLOEXEC); // warn: 'open' may block the thread of coroutine 'bad_pread_of_an_opened_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_await store();
  ssize_t n = ::pread(fd, buffer, sizeof buffer, 0); // warn: 'pread' may block the thread of coroutine 'bad_pread_of_an_opened_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_await store(static_cast<int>(n));
}

mini::task<void> bad_write_to_an_opened_file(const char *path, std::string text) {
  int fd = ::open(path, O_WRONLY | O_CREAT, 0644); // warn: 'open' may block the thread of coroutine 'bad_write_to_an_opened_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  ::write(fd, text.data(), text.size()); // warn: 'write' may block the thread of coroutine 'bad_write_to_an_opened_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the data is taken
  co_await store();
}

mini::task<void> bad_read_of_standard_input() {
  char c;
  if (::read(STDIN_FILENO, &c, 1) == 1) // warn: 'read' may block the thread of coroutine 'bad_read_of_standard_input' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for data
    co_await store(c);
}

mini::task<void> good_opened_without_blocking(const char *path) {
  char buffer[64];
  int fd = ::open(path, O_RDONLY | O_NONBLOCK);
  ssize_t n = ::read(fd, buffer, sizeof buffer);
  co_await store(static_cast<int>(n));
}

mini::task<void> good_opened_without_blocking_by_its_other_name(const char *path) {
  char buffer[64];
  constexpr int mode = O_RDWR | O_NDELAY;
  int fd = ::open(path, mode);
  ssize_t n = ::read(fd, buffer, sizeof buffer);
  co_await store(static_cast<int>(n));
}

// Whoever opened it knows whether it blocks.
mini::task<void> good_descriptor_of_unknown_mode(int fd) {
  char buffer[64];
  ssize_t n = ::read(fd, buffer, sizeof buffer);
  ::write(fd, buffer, static_cast<std::size_t>(n));
  co_await store();
}

mini::task<void> bad_unknown_flags(const char *path, int flags) {
  char c;
  int fd = ::open(path, flags); // warn: 'open' may block the thread of coroutine 'bad_unknown_flags' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  ::read(fd, &c, 1);
  co_await store(c);
}

mini::task<void> good_close_and_seek(int fd) {
  ::lseek(fd, 0, SEEK_SET);
  ::close(fd);
  co_await store();
}

mini::task<void> good_pipe_that_does_not_block() {
  int ends[2];
  char c;
  if (::pipe2(ends, O_NONBLOCK) == 0)
    ::read(ends[0], &c, 1);
  co_await store();
}

// ---- Member functions of these names ----

namespace good_own_functions {
struct Buffer {
  std::string bytes;
  std::size_t read(char *to, std::size_t n) { return bytes.copy(to, n); }
  void fsync() {}
  void open(const char *) {}
};
int fread(Buffer &buffer) { return static_cast<int>(buffer.bytes.size()); }
mini::task<void> f(Buffer buffer) {
  char c;
  buffer.open("memory");
  buffer.read(&c, 1);
  buffer.fsync();
  co_await store(fread(buffer));
}
} // namespace good_own_functions

// ---- In memory, or on another thread ----

mini::task<void> good_memory_stream(std::string text) {
  FILE *file = ::fmemopen(text.data(), text.size(), "r");
  co_await store(file != nullptr);
}

mini::task<void> good_string_stream_writes(int n) {
  std::ostringstream out;
  out << n << std::endl;
  std::stringstream both(out.str());
  int back = 0;
  both >> back;
  co_await store(back);
}

mini::task<void> good_formats_of_a_file_stream(std::ofstream &out) {
  out.setf(std::ios::hex);
  co_await store(out.good());
}

namespace good_own_getline {
struct Lines {
  std::vector<std::string> all;
};
bool getline(Lines &lines, std::string &to) {
  if (lines.all.empty())
    return false;
  to = lines.all.back();
  lines.all.pop_back();
  return true;
}
mini::task<void> f(Lines lines) {
  std::string line;
  while (getline(lines, line))
    co_await send(line);
}
} // namespace good_own_getline

namespace good_own_ifstream {
struct ifstream {
  explicit ifstream(const char *) {}
  bool good() const { return true; }
};
mini::task<void> f() {
  ifstream in("memory");
  co_await store(in.good());
}
} // namespace good_own_ifstream

mini::task<void> good_stream_passed_on(std::ifstream in, void (*consume)(std::ifstream)) {
  consume(std::move(in));
  co_await store();
}

mini::task<void> good_fsync_where_blocking_is_allowed(int fd) {
  co_await annotated::spawn_blocking([fd] {
    ::fsync(fd);
    ::fdatasync(fd);
  });
}

mini::task<void> good_fread_where_blocking_is_allowed(std::string path) {
  co_await annotated::spawn_blocking([path] {
    char c;
    if (FILE *file = std::fopen(path.c_str(), "r")) {
      std::fread(&c, 1, 1, file);
      std::fclose(file);
    }
  });
}

int good_plain_function_reads(const char *path) {
  std::ifstream in(path);
  int n = 0;
  in >> n;
  return n;
}

mini::task<void> good_names_only(std::string path) {
  std::string backup = path + ".bak";
  co_await send(backup);
}

mini::task<void> good_file_descriptor_without_reading(FILE *file) {
  co_await store(::fileno(file));
}
