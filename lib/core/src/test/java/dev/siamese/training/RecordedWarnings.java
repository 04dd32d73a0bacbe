package dev.siamese.training;

import java.util.ArrayList;
import java.util.List;

/** Records the warnings of a run. */
public final class RecordedWarnings implements TrainingListener {

  private final List<String> messages = new ArrayList<>();

  @Override
  public void onWarning(String message) {
    messages.add(message);
  }

  public List<String> messages() {
    return messages;
  }
}
