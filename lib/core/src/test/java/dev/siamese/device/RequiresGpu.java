package dev.siamese.device;

import dev.siamese.tensor.Torch;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests, tagged {@code gpu}, that run where PyTorch finds a GPU and are skipped elsewhere. */
@Tag("gpu")
@ExtendWith(RequiresGpu.GpuCondition.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface RequiresGpu {

  /** Looks for one. */
  final class GpuCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (context.getTestMethod().isEmpty()) {
        return ConditionEvaluationResult.enabled(
            "each test is skipped by itself, so that it shows");
      }
      int gpus = Torch.gpuCount();
      return gpus > 0
          ? ConditionEvaluationResult.enabled(gpus + " GPUs")
          : ConditionEvaluationResult.disabled(
              "PyTorch " + Torch.version() + " finds no GPU on this machine");
    }
  }
}
