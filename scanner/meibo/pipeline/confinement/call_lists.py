"""System calls of Linux that a parser makes, and those that it is told not to make."""

from __future__ import annotations

from typing import Final

_MEMORY: Final = ("brk", "madvise", "membarrier", "mincore", "mmap", "mprotect", "mremap", "munmap")
_DESCRIPTORS: Final = (
    "close", "close_range", "dup", "dup2", "dup3", "fcntl", "lseek", "pread64", "preadv", "preadv2", "read", "readv",
    "sendfile", "write", "writev",
)  # fmt: skip
_PATHS: Final = (
    "access", "faccessat", "faccessat2", "fstat", "fstatfs", "getcwd", "getdents", "getdents64", "lstat", "newfstatat",
    "readlink", "readlinkat", "stat", "statfs", "statx",
)  # fmt: skip
_WAITING: Final = (
    "clock_nanosleep", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait", "eventfd2",
    "nanosleep", "pipe", "pipe2", "poll", "ppoll", "pselect6", "restart_syscall", "select",
)  # fmt: skip
_PIPE_TO_WORKER: Final = ("getsockname", "getsockopt", "recvfrom", "recvmsg")
"""Descriptors come by message; the pipe itself is read and written as a file."""
_THREADS: Final = (
    "exit", "exit_group", "futex", "futex_wait", "futex_waitv", "futex_wake", "get_robust_list", "rseq",
    "sched_getaffinity", "sched_yield", "set_robust_list", "set_tid_address",
)  # fmt: skip
_SIGNALS: Final = ("rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "sigaltstack")
_ONESELF: Final = (
    "clock_getres", "clock_gettime", "getcpu", "getegid", "geteuid", "getgid", "getgroups", "getpgid", "getpgrp",
    "getpid", "getppid", "getpriority", "getrandom", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid",
    "gettid", "gettimeofday", "getuid", "sysinfo", "time", "times", "uname",
)  # fmt: skip

ALLOWED: Final = (
    *_MEMORY, *_DESCRIPTORS, *_PATHS, *_WAITING, *_PIPE_TO_WORKER, *_THREADS, *_SIGNALS, *_ONESELF,
)  # fmt: skip
"""With whatever arguments."""

REFUSED: Final = (
    # other programs and processes
    "clone", "execve", "execveat", "fork", "kcmp", "kill", "pidfd_getfd", "pidfd_open", "pidfd_send_signal", "prctl",
    "prlimit64", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "setns", "setpriority", "setrlimit", "tgkill", "tkill", "unshare", "vfork",
    # network
    "accept", "accept4", "bind", "connect", "listen", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown",
    "socket", "socketpair",
    # files: to write, make, rename, remove or change
    "chmod", "chown", "copy_file_range", "creat", "fallocate", "fchmod", "fchmodat", "fchmodat2", "fchown", "fchownat",
    "fremovexattr", "fsetxattr", "ftruncate", "futimesat", "ioctl", "lchown", "link", "linkat", "lremovexattr",
    "lsetxattr", "memfd_create", "mkdir", "mkdirat", "mknod", "mknodat", "name_to_handle_at", "open",
    "open_by_handle_at", "openat", "pwrite64", "pwritev", "pwritev2", "removexattr", "rename", "renameat", "renameat2",
    "rmdir", "setxattr", "splice", "symlink", "symlinkat", "truncate", "unlink", "unlinkat", "utime", "utimensat",
    "utimes", "vmsplice",
    # the machine and its kernel
    "acct", "add_key", "adjtimex", "bpf", "chroot", "clock_adjtime", "clock_settime", "delete_module", "finit_module",
    "fsconfig", "fsmount", "fsopen", "fspick", "init_module", "io_setup", "io_submit", "io_uring_enter",
    "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kexec_file_load", "kexec_load", "keyctl", "mount",
    "mount_setattr", "move_mount", "open_tree", "perf_event_open", "personality", "pivot_root", "quotactl", "reboot",
    "request_key", "sethostname", "setdomainname", "settimeofday", "swapoff", "swapon", "syslog", "umount2",
    "userfaultfd",
    # who this is
    "capset", "seccomp", "setfsgid", "setfsuid", "setgid", "setgroups", "setregid", "setresgid", "setresuid",
    "setreuid", "setuid",
    # memory that others see
    "mq_open", "msgget", "semget", "shmat", "shmget",
)  # fmt: skip
"""With an error that says so. Some of them are allowed with arguments that do no harm; see ``system_calls.py``. What is
in neither list, such as clone3 and openat2, whose arguments no filter can see, does not exist."""
