package dev.siamese.tensor.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The encoding and the delimiter of text files with one row per line. */
public final class DelimitedText {

  private static final String DELIMITERS = ",;\t|";

  private DelimitedText() {}

  /**
   * {@return the encoding of a file: UTF-16 if there is its byte order mark, or a zero byte in the
   * first character, else UTF-8}
   *
   * @param bytes the content of the file
   */
  public static Charset encoding(byte[] bytes) {
    if (bytes.length < 2) {
      return StandardCharsets.UTF_8;
    }
    int start = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    if (start == 0xfeff || start == 0xfffe) {
      return StandardCharsets.UTF_16;
    }
    if (bytes[0] != 0 && bytes[1] != 0) {
      return StandardCharsets.UTF_8;
    }
    return bytes[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /**
   * {@return the text of a file without its byte order mark}
   *
   * @param bytes the content of the file
   * @param encoding of the file
   * @throws java.nio.charset.CharacterCodingException if it has another encoding
   */
  public static String decode(byte[] bytes, Charset encoding) throws IOException {
    // a decoder of its own reports what it cannot decode; String's constructor replaces it
    var text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * {@return the most frequent delimiter of the first line that is not blank, outside of quotation
   * marks: a comma, semicolon, tab or bar}
   *
   * @param text the rows
   */
  public static char delimiter(String text) {
    var counts = new int[DELIMITERS.length()];
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (begun && !quoted && (c == '\n' || c == '\r')) {
        break;
      }
      begun |= !Character.isWhitespace(c);
      quoted ^= c == '"';
      int index = quoted ? -1 : DELIMITERS.indexOf(c);
      if (index >= 0) {
        counts[index]++;
      }
    }
    int best = 0;
    for (int d = 1; d < counts.length; d++) {
      best = counts[d] > counts[best] ? d : best;
    }
    return DELIMITERS.charAt(best);
  }
}
