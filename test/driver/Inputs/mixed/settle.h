#ifdef __cplusplus
extern "C" {
#endif
void settle(int fd);
int look(int fd, int limit);
#ifdef __cplusplus
}
#endif
