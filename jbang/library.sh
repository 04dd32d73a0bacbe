# shellcheck shell=bash
# Sourced by jbang/run and notebooks/start: finds Java, selects PyTorch's native build, builds the library when sources change.
# The exit status of a failed launcher is 2, never 1, which is a result of some scripts.
trap 'status=$?; [ $status -eq 0 ] || [ $status -gt 128 ] || exit 2' EXIT
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# With one arena per thread, glibc's malloc does not return the memory of large activations; with a single arena it does.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
# In the C locale, Java cannot open files with non-ASCII names.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) { export LC_ALL=C.UTF-8; } 2>/dev/null ;; esac

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$@"
  exit 2
}

# timed TEXT COMMAND…: says the text and runs the command; a terminal shows the seconds that have passed.
timed() {
  local text=$1 ticker='' status=0
  shift
  say "$text"
  if [ -t 2 ]; then
    (for ((seconds = 1; ; seconds++)); do sleep 1 && printf '\r  %d s ' $seconds >&2; done) &
    ticker=$!
  fi
  "$@" || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null
    wait "$ticker" 2>/dev/null || true
    printf '\r' >&2
  fi
  return $status
}

# property NAME: the first <NAME> in the parent pom.
property() { sed -n "/<$1>/{s:.*<$1>\(.*\)</$1>.*:\1:p;q;}" "$root/pom.xml"; }

need_jdk_and_maven() {
  local version
  # Run it: the `java` of macOS exists without a JDK, and only prints a message.
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p') || true
  [ -n "$version" ] || die "Cannot run '$java': install JDK 17 or newer, and add it to PATH or set JAVA_HOME."
  [ "$version" -ge 17 ] || die "'$java' is version $version, 17 or newer is needed: install a newer JDK, and add it to PATH or set JAVA_HOME."
  command -v "${java}c" >/dev/null || die "'${java}c' not found: install a JDK; a Java runtime (JRE) has no compiler."
  command -v mvn >/dev/null || die "'mvn' not found on PATH: install Maven 3.8 or newer."
}

# JVM options of every script and notebook.
jvm_options() {
  echo --enable-native-access=ALL-UNNAMED
  # Avoids a warning of newer JDKs about Tablesaw's class scanner; older JDKs reject the option.
  local unsafe=--sun-misc-unsafe-memory-access=allow
  if "$java" $unsafe -version >/dev/null 2>&1; then echo $unsafe; fi
}

# The classifier of PyTorch's CPU build for this machine; empty if DJL is to choose the build.
native_classifier() {
  case ${SIAMESE_NATIVE:-} in
    '') if nvidia-smi >/dev/null 2>&1; then return; fi ;;
    cpu) ;;
    gpu | none) return ;;
    *) die "SIAMESE_NATIVE must be cpu, gpu (DJL downloads the CUDA build) or none, got '$SIAMESE_NATIVE'." ;;
  esac
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo linux-x86_64 ;;
    Linux-aarch64) echo linux-aarch64 ;;
    Darwin-arm64) echo osx-aarch64 ;;
    MINGW*-x86_64 | MSYS*-x86_64) echo win-x86_64 ;;
    *) die "No PyTorch build for $(uname -sm): install libtorch, set PYTORCH_LIBRARY_PATH to its folder, and SIAMESE_NATIVE=none." ;;
  esac
}

# fresh STAMP: whether no source is newer. Folders are compared too, which detects deleted files.
fresh() {
  [ -e "$1" ] && [ -z "$(find "$root"/{,lib/*/,jbang/}pom.xml "$root"/lib/*/src/main "$root"/jbang/{,bench/}*.java \
    "$root/data/catalog.csv" -newer "$1" 2>/dev/null)" ]
}

# build STAMP RESULT MAVEN_ARGUMENT…: builds the folder RESULT, then writes its name to STAMP. Only one build runs at a time.
build() (
  stamp=$1 result=$2 lock=$root/target/.building log=$root/target/build.log
  shift 2
  mkdir -p "$root/target"
  until mkdir "$lock" 2>/dev/null; do
    [ -n "${waiting:-}" ] || say "Waiting for another build (if none is running, delete $lock)…"
    waiting=yes && sleep 1
  done
  trap 'rm -rf "$lock"' EXIT
  if fresh "$stamp"; then exit; fi # built by the other process
  basename "$result" >"$lock/stamp" # older than any change during the build
  rm -rf "$result" # not overwritten, since a running JVM may have its jars open
  cd "$root"
  timed "Building the library$([ -d "$root/lib/core/target" ] || echo " (the first build on a machine downloads 230 MB into Maven's repository)")…" \
    mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.jar.forceCreation=true package "$@" >"$log" 2>&1 ||
    { cat "$log" >&2 && die "The build failed: see the messages above, or target/build.log."; }
  mv "$lock/stamp" "$stamp"
)
