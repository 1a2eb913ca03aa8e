// Code that looks close to a bug and is right: what is kept is no element, or nobody can end it.
#include "mini.h"
#include <array>
#include <bitset>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <unordered_map>

struct Node {
  std::string name;
  int load = 0;
  mini::task<bool> ping() { co_return true; }
};
mini::task<bool> ask(std::string name) { co_return true; }
mini::task<Node> open_node(std::string name) { co_return Node{name}; }
void log(std::string_view text);
void log(int number);

class good_fields_beside_a_container {
public:
  void add(Node n) { nodes_.push_back(std::move(n)); }
  mini::task<void> run() {
    auto &count = count_;
    auto &last = last_;
    auto *flags = &flags_;
    co_await ask("all");
    ++count;
    last = "done";
    flags->set(1);
  }

private:
  std::vector<Node> nodes_;
  int count_ = 0;
  std::string last_;
  std::bitset<8> flags_;
};

class good_whole_object_is_assigned {
public:
  struct Config {
    std::string host;
    int port = 0;
  };
  void reload(Config c) { config_ = std::move(c); }
  mini::task<void> run() {
    auto &host = config_.host; // the string itself stays, whatever it says now
    auto &port = config_.port;
    co_await ask("config");
    log(host);
    log(port);
  }

private:
  Config config_;
};

class good_container_of_references {
public:
  void add(Node &n) { nodes_.push_back(n); }
  mini::task<void> run(std::size_t i) {
    Node &node = nodes_.at(i); // what the element refers to
    co_await ask(node.name);
    ++node.load;
  }

private:
  std::vector<std::reference_wrapper<Node>> nodes_;
};

class good_container_of_iterators {
public:
  void add(Node n) {
    nodes_.push_back(std::move(n));
    by_name_[nodes_.back().name] = std::prev(nodes_.end());
  }
  mini::task<void> run(std::string name) {
    auto node = by_name_.at(name); // an iterator of a list that only grows
    co_await ask(name);
    ++node->load;
  }

private:
  std::list<Node> nodes_;
  std::unordered_map<std::string, std::list<Node>::iterator> by_name_;
};

class good_slot_of_an_array {
public:
  void replace(std::size_t i, Node n) { slots_[i] = std::move(n); }
  void clear() { slots_.fill({}); }
  mini::task<void> run(std::size_t i) {
    auto it = slots_.begin() + static_cast<std::ptrdiff_t>(i);
    co_await ask("slot");
    ++it->load;
  }

private:
  std::array<Node, 8> slots_;
};

class good_hash_reference_while_it_grows {
public:
  void reserve(std::size_t n) { nodes_.reserve(n); }
  void add(std::string name) { nodes_.try_emplace(std::move(name)); }
  mini::task<void> run(std::string name) {
    auto &node = nodes_.at(name);
    co_await ask(name);
    ++node.load;
  }

private:
  std::unordered_map<std::string, Node> nodes_;
};

class good_pointee_of_a_hash_element {
public:
  void add(std::string name) { nodes_[name] = std::make_shared<Node>(); }
  mini::task<void> run(std::string name) {
    auto it = nodes_.find(name);
    auto node = it == nodes_.end() ? nullptr : it->second;
    co_await ask(name);
    if (node)
      ++node->load;
  }

private:
  std::unordered_map<std::string, std::shared_ptr<Node>> nodes_;
};

class good_moved_out_of_the_element {
public:
  void add(std::unique_ptr<Node> n) { nodes_.push_back(std::move(n)); }
  mini::task<void> run() {
    if (nodes_.empty())
      co_return;
    auto &slot = nodes_.back();
    auto node = std::move(slot);
    nodes_.pop_back();
    co_await node->ping();
    ++node->load;
  }

private:
  std::vector<std::unique_ptr<Node>> nodes_;
};

class good_optional_taken {
public:
  void close() { node_.reset(); }
  mini::task<void> run() {
    if (!node_)
      co_return;
    auto node = std::exchange(node_, std::nullopt);
    co_await node->ping();
    ++node->load;
  }

private:
  std::optional<Node> node_;
};

class good_optional_copied {
public:
  void close() { node_.reset(); }
  mini::task<void> run() {
    auto node = *node_;
    auto name = node_ ? node_->name : std::string();
    co_await node.ping();
    log(name);
  }

private:
  std::optional<Node> node_;
};

class good_optional_never_reset {
public:
  void open() const { log(node_ ? node_->load : 0); }
  mini::task<void> run() {
    auto &node = *node_;
    co_await node.ping();
    ++node.load;
  }

private:
  std::optional<Node> node_{Node{"one"}};
};

class good_constant_owner {
public:
  void rename(std::string name) { node_->name = std::move(name); }
  mini::task<void> run() {
    auto &node = *node_;
    co_await node.ping();
    ++node.load;
  }

private:
  const std::unique_ptr<Node> node_ = std::make_unique<Node>();
};

class good_reset_by_the_destructor {
public:
  ~good_reset_by_the_destructor() {
    node_.reset();
    nodes_.clear();
  }
  mini::task<void> run() {
    auto &node = *node_;
    for (auto &other : nodes_)
      co_await other.ping();
    ++node.load;
  }

private:
  std::unique_ptr<Node> node_ = std::make_unique<Node>();
  std::vector<Node> nodes_{3};
};

class good_inserted_after_the_await {
public:
  void drop(const std::string &name) { nodes_.erase(name); }
  mini::task<int> load_of(std::string name) {
    if (auto it = nodes_.find(name); it != nodes_.end())
      co_return it->second.load;
    auto node = co_await open_node(name);
    auto [it, is_new] = nodes_.try_emplace(name, std::move(node));
    co_return it->second.load;
  }

private:
  std::map<std::string, Node> nodes_;
};

class good_key_from_the_iterator {
public:
  void drop(const std::string &name) { nodes_.erase(name); }
  mini::task<void> walk() {
    std::string at;
    for (auto it = nodes_.begin(); it != nodes_.end(); it = nodes_.upper_bound(at)) {
      at = it->first;
      co_await ask(at);
    }
  }

private:
  std::map<std::string, Node> nodes_;
};

class good_two_phases {
public:
  void drop(const std::string &name) { nodes_.erase(name); }
  mini::task<void> run() {
    std::vector<std::string> lost;
    std::vector<std::string> names;
    for (const auto &[name, node] : nodes_)
      names.push_back(name);
    for (const auto &name : names)
      if (!co_await ask(name))
        lost.push_back(name);
    for (const auto &name : lost)
      nodes_.erase(name);
  }

private:
  std::map<std::string, Node> nodes_;
};

class good_looked_up_under_the_lock {
public:
  mini::task<void> drop(std::string name) {
    auto guard = co_await mutex_.lock();
    nodes_.erase(name);
  }
  mini::task<void> run(std::string name) {
    auto it = nodes_.find(name);
    if (it == nodes_.end())
      co_return;
    auto guard = co_await mutex_.lock();
    it = nodes_.find(name);
    if (it == nodes_.end())
      co_return;
    co_await it->second.ping();
    ++it->second.load;
  }

private:
  mini::async_mutex mutex_;
  std::map<std::string, Node> nodes_;
};

class good_snapshot_of_pointers {
public:
  void add(std::unique_ptr<Node> n) { nodes_.push_back(std::move(n)); }
  mini::task<void> run() {
    std::vector<Node *> all;
    for (auto &node : nodes_)
      all.push_back(node.get());
    for (Node *node : all) // nobody takes a node out
      co_await node->ping();
  }

private:
  std::vector<std::unique_ptr<Node>> nodes_;
};

mini::task<void> good_nested_local_containers() {
  std::map<std::string, std::vector<Node>> zones;
  zones["one"].push_back({"a"});
  for (auto &[zone, nodes] : zones) {
    auto &first = nodes.front();
    for (auto &node : nodes)
      if (co_await node.ping())
        ++first.load;
    log(zone);
  }
}

mini::task<void> good_own_local_grows_between(int n) {
  std::vector<Node> nodes;
  for (int i = 0; i < n; ++i) {
    nodes.push_back(co_await open_node("next"));
    auto &last = nodes.back();
    co_await last.ping();
    ++last.load;
  }
}

mini::task<void> good_moved_parameter(std::vector<Node> given) {
  auto nodes = std::move(given);
  auto it = nodes.begin();
  while (it != nodes.end())
    it = co_await it->ping() ? it + 1 : nodes.end();
}
