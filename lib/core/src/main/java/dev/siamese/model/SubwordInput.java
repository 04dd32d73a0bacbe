package dev.siamese.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Texts;
import dev.siamese.tensor.internal.Counts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Texts as the subwords of a pretrained tokenizer: {@code (N, T)} integers, where T is the longest
 * of the batch, and the lengths {@code (N)}. 0 is padding.
 *
 * @param tokenizer the content of a file {@code tokenizer.json} of Hugging Face's library
 * @param maxLength longer texts are truncated at the end
 */
record SubwordInput(String tokenizer, int maxLength) implements Preprocessor {

  private static final Map<SubwordInput, HuggingFaceTokenizer> CACHE = new ConcurrentHashMap<>();

  SubwordInput {
    Checks.requirePositive("maxLength", maxLength);
  }

  @Override
  public Tokens transform(Dataset raw) {
    var texts = Checks.requireType(Texts.class, raw);
    if (texts.size() == 0) {
      return new Tokens(new int[0][], texts.targets());
    }
    var encodings = CACHE.computeIfAbsent(this, SubwordInput::load).batchEncode(texts.texts());
    long longer = Arrays.stream(encodings).filter(Encoding::exceedMaxLength).count();
    Checks.warnOfTruncated(longer, "text", Counts.of(maxLength, "token"));
    var tokens =
        Arrays.stream(encodings)
            .map(encoding -> LongStream.of(encoding.getIds()).mapToInt(Math::toIntExact).toArray())
            .toArray(int[][]::new);
    return new Tokens(tokens, texts.targets());
  }

  private HuggingFaceTokenizer load() {
    var options =
        Map.of(
            "padding",
            "false",
            "truncation",
            "true",
            "maxLength",
            Integer.toString(maxLength),
            "modelMaxLength",
            Integer.toString(maxLength));
    try {
      var json = new ByteArrayInputStream(tokenizer.getBytes(StandardCharsets.UTF_8));
      return HuggingFaceTokenizer.newInstance(json, options);
    } catch (IOException | RuntimeException e) {
      throw new DataException("the tokenizer of the encoder is damaged", e);
    } catch (LinkageError e) {
      throw new DataException(
          "encoders with a pretrained tokenizer need ai.djl.huggingface:tokenizers: add it to the class path",
          e);
    }
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, maxLength), new Shape(n));
  }

  /** With a hash of the tokenizer instead of its vocabulary. */
  @Override
  public String toString() {
    return "SubwordInput[tokenizer=%08x, maxLength=%d]".formatted(tokenizer.hashCode(), maxLength);
  }
}
