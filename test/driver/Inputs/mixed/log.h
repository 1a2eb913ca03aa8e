struct Log {
  virtual void commit();
};
struct FileLog final : Log {
  int fd;
  void commit() override;
};
struct Flusher {
  int fd;
  explicit Flusher(int fd);
  ~Flusher();
};
