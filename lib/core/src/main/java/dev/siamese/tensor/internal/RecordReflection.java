package dev.siamese.tensor.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Creates and reads records by reflection. */
public final class RecordReflection {

  private RecordReflection() {}

  /** The record that the constructor without parameters creates; empty if there is none. */
  static <R> Optional<R> defaults(Class<R> record) {
    try {
      var constructor = record.getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** A record of these component values; throws what its constructor throws. */
  static <R> R create(Class<R> record, Object... values) {
    try {
      var types =
          Arrays.stream(record.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      var constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot create a " + record.getName(), e);
    }
  }

  /**
   * {@return the value of one component}
   *
   * @param component of the record
   * @param record the record
   */
  public static Object valueOf(RecordComponent component, Object record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + component, e);
    }
  }

  /**
   * The same record with another value of one component; throws what its constructor throws.
   *
   * @param <R> the type of the record
   * @param record the record
   * @param component its name
   * @param value the other value
   * @return the new record
   * @throws IllegalArgumentException if there is no such component
   */
  @SuppressWarnings("unchecked") // the class of a record of type R
  public static <R> R with(R record, String component, Object value) {
    var components = record.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(each -> each.getName().equals(component))) {
      throw new IllegalArgumentException(
          record.getClass().getSimpleName() + " has no component " + component);
    }
    var values =
        Arrays.stream(components)
            .map(each -> each.getName().equals(component) ? value : valueOf(each, record))
            .toArray();
    return (R) create(record.getClass(), values);
  }

  /** Checks that a record has all these components; {@code name} is what an error calls it. */
  static void requireComponents(Class<?> record, String name, Set<String> keys) {
    var components =
        Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
    for (var key : keys) {
      if (!components.contains(key)) {
        throw new IllegalArgumentException(
            "%s has no parameter \"%s\"; it has: %s"
                .formatted(name, key, String.join(", ", components)));
      }
    }
  }

  /**
   * The record class of that full name, if there is one and it implements the interface.
   *
   * @throws IllegalArgumentException if it is not one of the {@link AllowedClasses}
   */
  static <T> Optional<Class<? extends T>> find(String name, Class<T> type) {
    try {
      if (name.contains(".")) {
        var found = AllowedClasses.find(name, Thread.currentThread().getContextClassLoader());
        return found.isRecord() ? Optional.of(found.asSubclass(type)) : Optional.empty();
      }
      return Optional.empty();
    } catch (ClassNotFoundException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
