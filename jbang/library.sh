# shellcheck shell=bash
# Sourced by jbang/run and notebooks/start: finds Java, chooses PyTorch's native build, builds the library when it is stale.
# A failure of the launcher is status 2, never 1: some scripts answer with 1.
trap 'status=$?; [ $status -eq 0 ] || [ $status -gt 128 ] || exit 2' EXIT
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# With one arena per thread, glibc's malloc keeps the memory of large activations; one arena for all gives it back.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
# In the C locale, Java cannot open files whose names are not ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) { export LC_ALL=C.UTF-8; } 2>/dev/null ;; esac

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$@"
  exit 2
}

# property NAME: the first <NAME> in the parent pom, so that no version is written twice.
property() { sed -n "/<$1>/{s:.*<$1>\(.*\)</$1>.*:\1:p;q;}" "$root/pom.xml"; }

need_jdk_and_maven() {
  local version
  # Only running it tells: macOS has a `java` that does nothing but say that there is none.
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p') || true
  [ -n "$version" ] || die "'$java' does not run: install a JDK, 17 or newer, and put it on the PATH or let JAVA_HOME name it."
  [ "$version" -ge 17 ] || die "'$java' is too old: install a JDK, 17 or newer, and put it on the PATH or let JAVA_HOME name it."
  command -v "${java}c" >/dev/null || die "'$java' has no compiler beside it: install a JDK, not only a Java runtime."
  command -v mvn >/dev/null || die "There is no 'mvn' on the PATH: install Maven, 3.8 or newer."
}

# What the Java of every script and notebook is started with.
jvm_options() {
  echo --enable-native-access=ALL-UNNAMED
  # Tablesaw's class scanner makes newer JDKs warn of this; older ones do not know the option.
  local unsafe=--sun-misc-unsafe-memory-access=allow
  if "$java" $unsafe -version >/dev/null 2>&1; then echo $unsafe; fi
}

# The classifier of PyTorch's CPU build for this machine; nothing where DJL is to find a build by itself.
native_classifier() {
  case ${SIAMESE_NATIVE:-} in
    '') if nvidia-smi >/dev/null 2>&1; then return; fi ;;
    cpu) ;;
    gpu | none) return ;;
    *) die "SIAMESE_NATIVE is '$SIAMESE_NATIVE': it can be cpu, gpu (DJL downloads the CUDA build) or none." ;;
  esac
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo linux-x86_64 ;;
    Linux-aarch64) echo linux-aarch64 ;;
    Darwin-arm64) echo osx-aarch64 ;;
    MINGW*-x86_64 | MSYS*-x86_64) echo win-x86_64 ;;
    *) die "There is no PyTorch for $(uname -sm): install libtorch," \
      "let PYTORCH_LIBRARY_PATH name its folder, and set SIAMESE_NATIVE=none." ;;
  esac
}

# fresh STAMP: no source has changed since. Folders count, so that a deleted file is noticed.
fresh() {
  [ -e "$1" ] && [ -z "$(find "$root"/{,lib/*/,jbang/}pom.xml "$root"/lib/*/src/main "$root"/jbang/{,bench/}*.java \
    "$root/data/catalog.csv" -newer "$1" 2>/dev/null)" ]
}

# build STAMP RESULT MAVEN_ARGUMENT…: makes the folder RESULT anew, then writes its name to STAMP. One build at a time.
build() (
  stamp=$1 result=$2 lock=$root/target/.building log=$root/target/build.log
  shift 2
  mkdir -p "$root/target"
  until mkdir "$lock" 2>/dev/null; do
    [ -n "${told:-}" ] || say "Waiting for another build to end (if there is none, delete $lock)…"
    told=yes && sleep 1
  done
  trap 'rm -rf "$lock"' EXIT
  if fresh "$stamp"; then exit; fi # that other build has done it
  say "Building the library$([ -d "$root/lib/core/target" ] || echo " (the first time, Maven downloads what it needs)")…"
  basename "$result" >"$lock/stamp" # what changes during the build is newer than this
  rm -rf "$result" # not overwritten: a Java that has a jar open goes on with the old one
  cd "$root"
  mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.jar.forceCreation=true package "$@" >"$log" 2>&1 ||
    { cat "$log" >&2 && die "The library could not be built: see above, or target/build.log."; }
  mv "$lock/stamp" "$stamp"
)
