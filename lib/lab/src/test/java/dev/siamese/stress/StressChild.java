package dev.siamese.stress;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.Siamese;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Eight threads that call every public method of an object at the same time, and close it, again
 * and again. Prints what must not happen.
 */
final class StressChild {

  private static final int THREADS = 8;
  private static final int CALLS_AFTER_CLOSE = 10;
  private static final int MAX_MILLIS_OF_ROUND = 60;
  private static final Set<Class<?>> DOCUMENTED =
      Set.of(
          IllegalStateException.class,
          IllegalArgumentException.class,
          IndexOutOfBoundsException.class,
          UnsupportedOperationException.class,
          DataException.class);
  private static final String UNSAFE = "Trainer$Builder SiameseBuilder History";

  private final Class<?> type;
  private final Path folder;
  private final List<Method> methods;
  private final AtomicLong calls = new AtomicLong();
  private final Set<String> succeeded = ConcurrentHashMap.newKeySet();
  private final TreeMap<String, String> faults = new TreeMap<>();

  private StressChild(Class<?> type, Path folder) {
    this.type = type;
    this.folder = folder;
    methods = methods(type);
  }

  /** Arguments: a folder, seconds for each class, and their names. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      var child = new StressChild(Class.forName(args[i]), Path.of(args[0]));
      child.run(Double.parseDouble(args[1]));
      System.out.printf("%s: %,d calls%n", args[i], child.calls.get());
      child.faults.values().forEach(each -> System.out.println("FAULT " + each));
    }
    System.out.println("ended");
    System.exit(0);
  }

  /** The public methods that are not static, of the class and what it inherits but Object. */
  static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(each -> !Modifier.isStatic(each.getModifiers()) && !each.isBridge())
        .filter(each -> each.getDeclaringClass() != Object.class)
        .filter(each -> !each.getName().equals("close"))
        .sorted(Comparator.comparing(Method::toGenericString))
        .toList();
  }

  private void run(double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    var random = new Random();
    for (int round = 0; round == 0 || System.nanoTime() < end; round++) {
      round(round == 0, random.nextInt(MAX_MILLIS_OF_ROUND));
    }
    for (var method : methods) {
      if (!succeeded.contains(method.toString())) {
        fault(method.toString(), "never returned: " + method);
      }
    }
  }

  /** One object; the first round calls each method at least once before it closes the object. */
  private void round(boolean first, int millis) throws Exception {
    var subjects = new Subjects(folder);
    var object = Subjects.ALL.get(type).maker().apply(subjects);
    var called = new CountDownLatch(THREADS);
    var closed = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      var thread =
          new Thread(() -> callUntilClosed(subjects, object, first, called, closed), "t" + i);
      thread.start();
      threads.add(thread);
    }
    if (first) {
      called.await();
    }
    Thread.sleep(millis);
    var closing = new Thread(() -> close(subjects, object), "second close");
    closing.start();
    threads.add(closing);
    close(subjects, object);
    closed.countDown();
    for (var thread : threads) {
      thread.join(60_000);
      if (thread.isAlive()) {
        fault("hang", "hangs: " + thread + " " + Arrays.toString(thread.getStackTrace()));
        Thread.getAllStackTraces()
            .forEach((each, frames) -> System.out.println(each + " " + Arrays.toString(frames)));
        System.out.println("FAULT hang of " + type);
        System.exit(3);
      }
    }
    if (first) {
      callAfterClose(subjects, object);
    }
    subjects.close();
  }

  private void close(Subjects subjects, Object object) {
    try {
      if (object instanceof AutoCloseable closeable) {
        closeable.close();
      } else {
        subjects.encoder.close();
      }
    } catch (Exception | Error e) {
      fault("close", "close() throws " + trace(e));
    }
  }

  private void callUntilClosed(
      Subjects subjects,
      Object object,
      boolean first,
      CountDownLatch called,
      CountDownLatch closed) {
    var random = new Random();
    var order = new ArrayList<>(methods);
    Collections.shuffle(order, random);
    if (first) {
      order.forEach(method -> call(subjects, object, method, random, false));
      called.countDown();
    }
    for (int after = 0; after < CALLS_AFTER_CLOSE; ) {
      after += closed.getCount() == 0 ? 1 : 0;
      call(
          subjects,
          object,
          order.get(random.nextInt(order.size())),
          random,
          random.nextInt(4) == 0);
    }
  }

  /** Calls a method; null or what it throws. */
  private Throwable call(
      Subjects subjects, Object object, Method method, Random random, boolean wrong) {
    calls.incrementAndGet();
    try (var manager = Torch.manager(Device.cpu())) {
      var made = new Arguments(subjects, manager, method.getName(), random);
      var arguments = new Object[method.getParameterCount()];
      int bad = wrong && arguments.length > 0 ? random.nextInt(arguments.length) : -1;
      for (int i = 0; i < arguments.length; i++) {
        var parameter = method.getParameters()[i];
        arguments[i] = made.of(parameter, i == bad);
        if (arguments[i] == null) {
          fault(method.toString(), "no argument of type " + parameter + " for " + method);
          return null;
        }
      }
      method.setAccessible(true);
      var result = method.invoke(object, arguments);
      succeeded.add(method.toString());
      boolean isNew = method.getName().equals("train") || method.getName().equals("withHead");
      if (isNew && (result instanceof Encoder || result instanceof Siamese)) {
        ((AutoCloseable) result).close();
      }
      if (result instanceof NDArray array) { // the caller's, whatever other threads close
        array.add(1).toFloatArray();
      }
      return null;
    } catch (InvocationTargetException e) {
      if (isFault(e.getCause())) {
        fault(
            method.getName() + e.getCause().getClass(), method + " throws " + trace(e.getCause()));
      }
      return e.getCause();
    } catch (Exception e) {
      fault(method.toString(), "cannot call " + method + ": " + trace(e));
      return e;
    }
  }

  /** What is not documented, or comes from another library. */
  private boolean isFault(Throwable thrown) {
    if (thrown instanceof Error || !UNSAFE.contains(type.getName().replaceAll(".*\\.", ""))) {
      var origin =
          Arrays.stream(thrown.getStackTrace())
              .map(StackTraceElement::getClassName)
              .filter(each -> !each.startsWith("java."))
              .findFirst()
              .orElse("");
      return !DOCUMENTED.contains(thrown.getClass()) || !origin.startsWith("dev.siamese.");
    }
    return false;
  }

  /** What works after close is in the table, and all else says that it is closed. */
  private void callAfterClose(Subjects subjects, Object object) {
    var expected = Subjects.ALL.get(type).afterClose();
    for (var method : expected == null ? List.<Method>of() : methods) {
      var thrown = call(subjects, object, method, new Random(1), false);
      boolean works = Set.of(expected.split(" ")).contains(method.getName());
      if (thrown == null && !works) {
        fault("after" + method, "after close() no exception: " + method);
      } else if (thrown != null
          && !(thrown instanceof IllegalStateException && thrown.getMessage().contains("closed"))) {
        fault("after" + method, "after close() " + method + " throws " + trace(thrown));
      }
    }
  }

  private static String trace(Throwable thrown) {
    return thrown + " " + Arrays.asList(thrown.getStackTrace()).stream().limit(12).toList();
  }

  private void fault(String key, String text) {
    synchronized (faults) {
      faults.putIfAbsent(key, text);
    }
  }
}
