// Parts of results: members, getters, what a wrapper holds. A part dies with the whole, unless the whole is extended or
// only refers to the part.
#include "mini.h"
#include <functional>
#include <map>
#include <tuple>
#include <variant>

struct Address {
  std::string street;
  int number = 0;
};
struct User {
  std::string login;
  Address home;
  std::vector<Address> others;
  int flags[4] = {};

  const std::string &name() const & { return login; }
  Address &address() { return home; }
  const Address *address_pointer() const { return &home; }
  const std::string &street() const { return home.street; }
  std::string copy() const { return login; }
  std::string take() && { return std::move(login); }
  static const User &nobody() {
    static const User none;
    return none;
  }
  const std::string &realm() const { return nobody().login; }
  const std::string &signature() const [[clang::lifetimebound]];
  const std::string &unknown() const;
};
// Refers to a user who lives elsewhere.
struct UserHandle {
  User *user;
  User &get() const { return *user; }
  User *operator->() const { return user; }
  User &operator*() const { return *user; }
};
void print(const std::string &text);
void print(const User &user);
void print(int number);

mini::task<User> fetch(int id) { co_return User{"someone", {"street"}, {{"street"}}}; }
mini::task<User &> borrow(int id);
mini::task<UserHandle> handle(int id);
mini::task<std::optional<User>> find(int id) { co_return User{"someone", {"street"}, {{"street"}}}; }
mini::task<std::optional<std::reference_wrapper<User>>> find_reference(int id);
mini::task<std::optional<User *>> find_pointer(int id);
mini::task<std::unique_ptr<User>> load(int id) { co_return std::make_unique<User>(); }
mini::task<std::shared_ptr<User>> share(int id);
mini::task<std::vector<User>> list() { co_return std::vector<User>(3); }
mini::task<std::vector<User *>> list_pointers();
mini::task<std::vector<std::unique_ptr<User>>> list_owned() {
  std::vector<std::unique_ptr<User>> all;
  all.push_back(std::make_unique<User>());
  co_return std::move(all);
}
mini::task<std::map<std::string, User>> table() { co_return std::map<std::string, User>{{"a", User{}}}; }
mini::task<std::variant<int, User>> either() { co_return User{"someone", {"street"}, {{"street"}}}; }
mini::task<std::pair<User, int>> ranked() { co_return std::pair(User{"someone", {"street"}, {{"street"}}}, 1); }

// ---- Getters ----

mini::task<void> bad_getter(int id) {
  auto &name = (co_await fetch(id)).name(); // warn: 'name' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name // fix: auto name = (co_await fetch(id)).name();
  print(name);
}

mini::task<void> bad_getter_bound_to_const(int id) {
  const std::string &street = (co_await fetch(id)).street(); // warn: 'street' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name // fix: const std::string street = (co_await fetch(id)).street();
  print(street);
}

mini::task<void> bad_chain_of_getters(int id) {
  const std::string &street = (co_await fetch(id)).address().street; // warn: 'street' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name // fix: const std::string street = (co_await fetch(id)).address().street;
  print(street);
}

mini::task<void> bad_pointer_by_getter(int id) {
  const Address *address = (co_await fetch(id)).address_pointer(); // warn: 'address' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name
  print(address->street);
}

mini::task<void> bad_getter_that_says_so(int id) {
  const auto &signature = (co_await fetch(id)).signature(); // warn: 'signature' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto signature = (co_await fetch(id)).signature();
  print(signature);
}

mini::task<void> bad_element_of_a_member(int id) {
  auto &other = (co_await fetch(id)).others.at(0); // warn: 'other' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name // fix: auto other = (co_await fetch(id)).others.at(0);
  print(other.street);
}

mini::task<void> good_member(int id) {
  const auto &street = (co_await fetch(id)).home.street; // extends the user
  print(street);
}

mini::task<void> good_element_of_an_array(int id) {
  const int &flag = (co_await fetch(id)).flags[1]; // extends the user
  print(flag);
}

mini::task<void> good_getter_by_value(int id) {
  const auto &name = (co_await fetch(id)).copy();
  auto &&taken = (co_await fetch(id)).take();
  print(name + taken);
}

mini::task<void> good_getter_copied(int id) {
  auto name = (co_await fetch(id)).name();
  std::string street = (co_await fetch(id)).address().street;
  int number = (co_await fetch(id)).address().number;
  print(name + street + std::to_string(number));
}

mini::task<void> good_getter_of_something_static(int id) {
  auto &realm = (co_await fetch(id)).realm();
  auto &nobody = (co_await fetch(id)).nobody();
  print(realm + nobody.login);
}

mini::task<void> good_getter_without_a_body(int id) {
  auto &something = (co_await fetch(id)).unknown(); // may be anybody's
  print(something);
}

mini::task<void> good_getter_of_a_lent_user(int id) {
  auto &name = (co_await borrow(id)).name();
  auto &user = co_await borrow(id);
  print(name);
  print(user);
}

mini::task<void> good_through_a_handle(int id) {
  auto &user = (co_await handle(id)).get();
  auto &name = (co_await handle(id))->name();
  auto &same = *co_await handle(id);
  auto &street = (co_await handle(id)).user->home.street;
  print(user);
  print(same);
  print(name + street);
}

// ---- Optionals ----

mini::task<void> bad_star_of_an_optional(int id) {
  auto &&user = *co_await find(id); // warn: 'user' refers into the result of the await, a temporary 'std::optional<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto user = *co_await find(id);
  print(user);
}

mini::task<void> bad_value_of_an_optional(int id) {
  const auto &user = (co_await find(id)).value(); // warn: 'user' refers into the result of the await, a temporary 'std::optional<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto user = (co_await find(id)).value();
  print(user);
}

mini::task<void> bad_arrow_of_an_optional(int id) {
  const auto &login = (co_await find(id))->login; // warn: 'login' refers into the result of the await, a temporary 'std::optional<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto login = (co_await find(id))->login;
  print(login);
}

mini::task<void> bad_view_of_what_an_optional_holds(int id) {
  std::string_view login = (co_await find(id))->login; // warn: 'login' refers into the result of the await, a temporary 'std::optional<User>', which is destroyed at the end of this declaration // note: give the result a name
  print(std::string(login));
}

mini::task<void> good_contents_copied(int id) {
  auto user = *co_await find(id);
  auto other = (co_await find(id)).value();
  const auto &third = (co_await find(id)).value_or(User{});
  auto login = (co_await find(id))->login;
  print(user);
  print(other);
  print(third);
  print(login);
}

mini::task<void> good_named_optional(int id) {
  if (const auto &user = co_await find(id)) {
    const auto &login = user->login;
    print(login);
  }
}

mini::task<void> good_optional_reference(int id) {
  auto &user = (co_await find_reference(id))->get();
  User &same = *co_await find_reference(id);
  print(user);
  print(same);
}

mini::task<void> good_optional_pointer(int id) {
  User *user = *co_await find_pointer(id);
  auto *same = (co_await find_pointer(id)).value();
  auto &third = **co_await find_pointer(id);
  print(*user);
  print(*same);
  print(third);
}

// ---- Pointers that own ----

mini::task<void> bad_star_of_a_unique_pointer(int id) {
  auto &user = *co_await load(id); // warn: 'user' refers into the result of the await, a temporary 'std::unique_ptr<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto user = *co_await load(id);
  print(user);
}

mini::task<void> bad_get_of_a_unique_pointer(int id) {
  auto *user = (co_await load(id)).get(); // warn: 'user' refers into the result of the await, a temporary 'std::unique_ptr<User>', which is destroyed at the end of this declaration // note: give the result a name
  print(*user);
}

mini::task<void> bad_arrow_of_a_unique_pointer(int id) {
  const auto &login = (co_await load(id))->login; // warn: 'login' refers into the result of the await, a temporary 'std::unique_ptr<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto login = (co_await load(id))->login;
  print(login);
}

mini::task<void> bad_getter_behind_a_unique_pointer(int id) {
  auto &name = (co_await load(id))->name(); // warn: 'name' refers into the result of the await, a temporary 'std::unique_ptr<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto name = (co_await load(id))->name();
  print(name);
}

mini::task<void> good_released(int id) {
  auto *user = (co_await load(id)).release();
  print(*user);
  delete user;
}

mini::task<void> good_kept(int id) {
  auto owner = co_await load(id);
  auto &user = *owner;
  print(user);
}

mini::task<void> good_owner_extended(int id) {
  auto &&owner = co_await load(id);
  auto *user = owner.get();
  print(*user);
}

mini::task<void> good_owner_moved_into_a_shared_pointer(int id) {
  std::shared_ptr<User> user = co_await load(id);
  print(*user);
}

mini::task<void> good_pointee_copied(int id) {
  auto user = *co_await load(id);
  auto login = (co_await load(id))->login;
  print(user);
  print(login);
}

mini::task<void> good_shared_with_others(int id) {
  auto &user = *co_await share(id); // a registry may hold it as well
  auto *same = (co_await share(id)).get();
  print(user);
  print(*same);
}

// ---- Containers, pairs, variants ----

mini::task<void> bad_front() {
  auto &first = (co_await list()).front(); // warn: 'first' refers into the result of the await, a temporary 'std::vector<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto first = (co_await list()).front();
  print(first);
}

mini::task<void> bad_subscript() {
  const auto &second = (co_await list())[1]; // warn: 'second' refers into the result of the await, a temporary 'std::vector<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto second = (co_await list())[1];
  print(second);
}

mini::task<void> bad_member_of_an_element() {
  const std::string &login = (co_await list()).back().login; // warn: 'login' refers into the result of the await, a temporary 'std::vector<User>', which is destroyed at the end of this declaration // note: give the result a name // fix: const std::string login = (co_await list()).back().login;
  print(login);
}

mini::task<void> bad_mapped_value(const std::string key) {
  auto &user = (co_await table()).at(key); // warn: 'user' refers into the result of the await, a temporary 'std::map<std::string, User>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto user = (co_await table()).at(key);
  print(user);
}

mini::task<void> bad_pointee_of_an_owning_element() {
  auto &user = *(co_await list_owned()).front(); // warn: 'user' refers into the result of the await, a temporary 'std::vector<std::unique_ptr<User>>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto user = *(co_await list_owned()).front();
  print(user);
}

mini::task<void> bad_alternative() {
  auto &&user = std::get<User>(co_await either()); // warn: 'user' refers into the result of the await, a temporary 'std::variant<int, User>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto user = std::get<User>(co_await either());
  print(user);
}

mini::task<void> bad_element_of_a_pair() {
  const auto &user = std::get<0>(co_await ranked()); // warn: 'user' refers into the result of the await, a temporary 'std::pair<User, int>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto user = std::get<0>(co_await ranked());
  print(user);
}

mini::task<void> bad_moved_result(int id) {
  auto &&user = std::move(co_await fetch(id)); // warn: 'user' refers into the result of the await, a temporary 'User', which is destroyed at the end of this declaration // note: give the result a name // fix: auto user = std::move(co_await fetch(id));
  print(user);
}

mini::task<void> good_elements_copied() {
  auto first = (co_await list()).front();
  User second = (co_await list())[1];
  auto login = (co_await list()).back().login;
  auto user = std::get<User>(co_await either());
  print(first);
  print(second);
  print(login);
  print(user);
}

mini::task<void> good_pointer_elements() {
  auto *first = (co_await list_pointers()).front();
  auto &second = *(co_await list_pointers())[1];
  const auto &login = (co_await list_pointers()).back()->login;
  print(*first);
  print(second);
  print(login);
}

mini::task<void> good_first_of_a_pair() {
  const auto &user = (co_await ranked()).first; // extends the pair
  print(user);
}

mini::task<void> good_moved_out() {
  auto user = std::move((co_await list()).front());
  auto owner = std::move((co_await list_owned())[0]);
  auto &same = *owner;
  print(user);
  print(same);
}

mini::task<void> good_sizes() {
  auto many = (co_await list()).size();
  bool any = (co_await find(1)).has_value();
  bool number = std::holds_alternative<int>(co_await either());
  print(static_cast<int>(many) + any + number);
}
