package dev.siamese.data;

/**
 * What one class is called.
 *
 * @param name unique within its group, such as {@code character03}
 * @param group what the class belongs to, such as its alphabet; classes of one group look alike
 */
public record ClassInfo(String name, String group) {

  @Override
  public String toString() {
    return group.isEmpty() ? name : group + "/" + name;
  }
}
