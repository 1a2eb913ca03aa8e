struct Log {
  virtual void commit();
};
struct FileLog final : Log {
  int fd;
  void commit() override;
};
