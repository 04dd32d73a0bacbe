# shellcheck shell=bash
# Sourced by jbang/run and notebooks/start: finds Java, chooses PyTorch's native build, builds the library when it is stale.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# Where Linux gives every thread an arena of its own, none can keep what large activations have left.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}

say() { printf '%s\n' "$*" >&2; }
die() { say "$@" && exit 2; }

# property NAME: the first <NAME> in the pom, so that no version is written twice.
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

# fresh STAMP: nothing the library is made of has changed since. Folders count, so that a deleted file is noticed.
fresh() {
  [ -e "$1" ] && [ -z "$(find "$root/pom.xml" "$root/lib/src/main" "$root/data/catalog.csv" -newer "$1" 2>/dev/null)" ]
}

# build STAMP RESULT MAVEN_ARGUMENT…: makes RESULT anew, then writes the path of the local repository to STAMP.
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
  say "Building the library$([ -d "$root/target/classes" ] || echo " (the first time, Maven downloads what it needs)")…"
  touch "$lock/began"
  rm -rf "$result" # not overwritten: a Java that has a jar open goes on with the old one
  cd "$root" || exit
  mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true "$@" \
    org.apache.maven.plugins:maven-help-plugin:3.5.2:evaluate \
    -Dexpression=settings.localRepository -Doutput=target/.building/repository >"$log" 2>&1 ||
    { cat "$log" >&2 && die "The library could not be built: see above, or target/build.log."; }
  touch -r "$lock/began" "$lock/repository" # what has changed during the build is newer
  mv "$lock/repository" "$stamp"
)
