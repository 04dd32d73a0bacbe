package dev.siamese.data;

/**
 * The name of a class.
 *
 * @param name unique within its group, such as {@code character03}
 * @param group the superclass, such as an alphabet; {@code ""} if there are no groups
 */
public record ClassInfo(String name, String group) {

  /**
   * A class without a group.
   *
   * @param name unique among the classes
   */
  public ClassInfo(String name) {
    this(name, "");
  }

  @Override
  public String toString() {
    return group.isEmpty() ? name : group + "/" + name;
  }
}
