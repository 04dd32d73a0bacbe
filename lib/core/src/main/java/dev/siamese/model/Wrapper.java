package dev.siamese.model;

import dev.siamese.data.Dataset;

/**
 * An architecture around another one, such as a layer on top. It fits the network inside when it is
 * fitted itself, so an implementation cannot forget that.
 */
interface Wrapper extends Architecture {

  /** The architecture inside. */
  Architecture backbone();

  /** The same wrapper around another architecture. */
  Architecture withBackbone(Architecture backbone);

  @Override
  default Architecture fit(Dataset train, Preprocessor input) {
    return withBackbone(backbone().fit(train, input));
  }

  @Override
  default boolean choosesFeatureWeight() {
    return backbone().choosesFeatureWeight();
  }

  @Override
  default Architecture withFeatureWeight(double featureWeight) {
    return withBackbone(backbone().withFeatureWeight(featureWeight));
  }
}
