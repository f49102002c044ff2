# Sourced by ./run and ./test: makes the virtual environment .venv where it is missing or out of date.

# Print the newest Python of 3.11 or later, or fail with what to install.
find_python() {
    for name in python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "meibo needs Python 3.11 or later; install it and run this again" >&2
    return 1
}

# Some distributions ship Python without the module that makes environments.
ensure_venv_module() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "meibo: installing python$version-venv ..." >&2
        apt-get -qq update >&2
        apt-get -qq install -y --no-install-recommends "python$version-venv" >&2 ||
            apt-get -qq install -y --no-install-recommends python3-venv >&2
    else
        echo "meibo needs the Python module venv; install the package python$version-venv and run this again" >&2
        return 1
    fi
}

# Some ship it without Python.h, which compiling the kernels needs.
ensure_headers() {
    "$1" -c 'import os, sysconfig; os.stat(os.path.join(sysconfig.get_path("include"), "Python.h"))' 2>/dev/null && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install_missing "python$version-dev"
}

# install_missing PACKAGE...: what the system lacks of these, where this user may install it.
install_missing() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 0
    missing=
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || dpkg -s "${package}t64" >/dev/null 2>&1 || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "meibo: installing$missing ..." >&2
    apt-get -qq update >&2
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >&2
}

# System libraries that some formats are read with (everything else works without them, and says so), and what
# tests serve and mount, or ask (systemd-analyze), or watch with, or open pages in.
ensure_libraries() {
    install_missing libmagic1 libarchive13 samba samba-vfs-modules smbclient acl openssh-sftp-server sshfs systemd \
        strace chromium fonts-noto-cjk
}

# Servers that only ./test --all starts: Ceph's gateway, Kerberos, and Azure's emulator, which is a package of npm.
ensure_servers() {
    install_missing radosgw ceph-mon ceph-osd ceph-common krb5-kdc krb5-admin-server krb5-user libkrb5-dev
    "$here/.venv/bin/python" -c 'import gssapi, krb5' 2>/dev/null ||
        "$here/.venv/bin/python" "$here/tools/install.py" --editable --extra all --extra kerberos --group dev >&2
    command -v npm >/dev/null 2>&1 || install_missing npm
    [ -d "$here/build/azurite/node_modules/azurite" ] && return 0
    command -v npm >/dev/null 2>&1 || return 0
    echo "meibo: installing azurite ..." >&2
    mkdir -p "$here/build/azurite"
    npm install --silent --no-audit --no-fund --prefix "$here/build/azurite" "azurite@^3.37" >&2
}

# prepare run|test: install what that needs, once for each state of what the installation is made of.
prepare() {
    purpose=$1
    state=$(cat "$here/pyproject.toml" "$here/constraints.txt" "$here/hatch_build.py" \
        "$here/tools/build_kernels.py" "$here/tools/install.py" "$here"/detectors/meibo_detectors/kernels/*.p[yx][xd] \
        "$here"/detectors/meibo_detectors/dictionaries/*.words.xz | cksum)
    stamp="$here/.venv/.ready-$purpose"
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state $here" ] && return
    python=$(find_python)
    ensure_venv_module "$python"
    ensure_headers "$python"
    echo "meibo: setting up $here/.venv for ./$purpose (once) ..." >&2
    [ -x "$here/.venv/bin/python" ] && "$here/.venv/bin/python" -c 'import sys' 2>/dev/null ||
        "$python" -m venv --clear "$here/.venv" >&2
    if [ "$purpose" = test ]; then
        ensure_libraries
        "$here/.venv/bin/python" "$here/tools/install.py" --editable --extra all --group dev >&2
    else
        "$here/.venv/bin/python" "$here/tools/install.py" --editable >&2
    fi
    echo "$state $here" >"$stamp"
}
