package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Generates synthetic English paraphrases.
 *
 * <p>A class is a meaning: who did what to whom, when or where. Its samples differ in their
 * construction, such as active, passive and cleft, and in synonyms. A group has four meanings with
 * the same words: the old doctor thanked the young pilot, the young pilot thanked the old doctor,
 * and both with exchanged adjectives. Word counts cannot distinguish them.
 *
 * @param groups number of groups of four meanings
 * @param sentencesPerMeaning distinct sentences of each meaning, from 1 to 100
 */
public record SyntheticParaphrases(int groups, int sentencesPerMeaning) {

  /** Synonyms, without articles. */
  private static final List<List<String>> PEOPLE =
      synonyms(
          "doctor/physician, teacher/instructor, lawyer/attorney, writer/author, singer/vocalist,"
              + " robber/thief, driver/chauffeur, soldier/warrior, sailor/seaman, boss/chief,"
              + " visitor/guest, captain/skipper, judge/magistrate, king/monarch, student/pupil,"
              + " cook/chef, guard/sentry, traveller/voyager, painter/artist, pilot/aviator,"
              + " merchant/trader, monk/friar, reporter/journalist, clown/jester");

  private static final List<List<String>> ADJECTIVES =
      synonyms(
          "old/elderly, young/youthful, rich/wealthy, tired/weary, clever/smart,"
              + " famous/well-known, furious/enraged, brave/courageous, quiet/silent,"
              + " strange/peculiar, kind/friendly, lazy/idle, happy/cheerful, slim/thin,"
              + " poor/penniless, careful/cautious");

  /** Verbs whose past tense equals their past participle. */
  private static final List<List<String>> VERBS =
      synonyms(
          "praised/commended, helped/assisted, followed/trailed, phoned/called, hired/employed,"
              + " cheated/deceived, rescued/saved, chased/pursued, frightened/scared,"
              + " defeated/conquered, hurt/injured, struck/hit, met/encountered,"
              + " admired/revered, trained/coached, stopped/halted, insulted/offended,"
              + " watched/observed, pushed/shoved, mocked/ridiculed");

  private static final List<List<String>> CIRCUMSTANCES =
      synonyms(
          "last week/a week ago, last year/a year ago, in the morning/before noon,"
              + " at night/after dark, in the garden/in the yard, at the station/on the platform,"
              + " in the hospital/in the clinic, on the boat/on the ship, in the forest/in the"
              + " woods, on the street/on the road");

  private static final int MAX_SENTENCES = 100; // of 9 constructions and 6 choices of a synonym

  /**
   * Checks the numbers.
   *
   * @param groups at least 1
   * @param sentencesPerMeaning from 1 to 100
   * @throws IllegalArgumentException if one is out of range
   */
  public SyntheticParaphrases {
    if (groups < 1 || sentencesPerMeaning < 1 || sentencesPerMeaning > MAX_SENTENCES) {
      throw new IllegalArgumentException(
          "groups %d, sentencesPerMeaning %d: both must be at least 1, the latter at most %d"
              .formatted(groups, sentencesPerMeaning, MAX_SENTENCES));
    }
  }

  private static List<List<String>> synonyms(String text) {
    return List.of(text.split(", ")).stream().map(each -> List.of(each.split("/"))).toList();
  }

  /**
   * Generates the sentences; no two groups have the same words.
   *
   * @param seed equal seeds give equal sentences
   * @return one class per meaning
   */
  public Texts generate(Seed seed) {
    var scenes = new LinkedHashSet<Scene>();
    var random = seed.derive("groups").generator();
    while (scenes.size() < groups) {
      scenes.add(Scene.generate(random));
    }
    var texts = new ArrayList<String>();
    var labels = new ArrayList<Integer>();
    var classes = new ArrayList<ClassInfo>();
    for (var scene : scenes) {
      var group = "words%04d".formatted(classes.size() / 4 + 1);
      for (var meaning : scene.meanings()) {
        var wording = seed.derive("wording").derive(classes.size()).generator();
        var sentences = new LinkedHashSet<String>();
        while (sentences.size() < sentencesPerMeaning) {
          sentences.add(meaning.sentence(wording));
        }
        sentences.forEach(each -> labels.add(classes.size()));
        texts.addAll(sentences);
        classes.add(new ClassInfo("meaning" + (classes.size() % 4 + 1), group));
      }
    }
    return new Texts(
        texts, new Targets(labels.stream().mapToInt(label -> label).toArray(), classes));
  }

  /** Who did what to whom, as indices into the lists above. */
  private record Scene(
      int doer, int doerQuality, int deed, int other, int otherQuality, int circumstance) {

    /** A random scene; the doer has the smaller indices, so that equal words are equal scenes. */
    static Scene generate(RandomGenerator random) {
      var people = pair(PEOPLE.size(), random);
      var qualities = pair(ADJECTIVES.size(), random);
      return new Scene(
          people[0],
          qualities[0],
          random.nextInt(VERBS.size()),
          people[1],
          qualities[1],
          random.nextInt(CIRCUMSTANCES.size()));
    }

    private static int[] pair(int bound, RandomGenerator random) {
      int a = random.nextInt(bound);
      int b = random.nextInt(bound - 1);
      b += b >= a ? 1 : 0;
      return new int[] {Math.min(a, b), Math.max(a, b)};
    }

    List<Scene> meanings() {
      return List.of(
          this,
          new Scene(other, otherQuality, deed, doer, doerQuality, circumstance),
          new Scene(doer, otherQuality, deed, other, doerQuality, circumstance),
          new Scene(other, doerQuality, deed, doer, otherQuality, circumstance));
    }

    /** A random sentence with this meaning. */
    String sentence(RandomGenerator random) {
      var a = "the " + pick(ADJECTIVES, doerQuality, random) + " " + pick(PEOPLE, doer, random);
      var b = "the " + pick(ADJECTIVES, otherQuality, random) + " " + pick(PEOPLE, other, random);
      var did = pick(VERBS, deed, random);
      var when = pick(CIRCUMSTANCES, circumstance, random);
      var sentence =
          switch (random.nextInt(9)) {
            case 0 -> "%s %s %s %s".formatted(a, did, b, when);
            case 1 -> "%s, %s %s %s".formatted(when, a, did, b);
            case 2 -> "%s was %s by %s %s".formatted(b, did, a, when);
            case 3 -> "%s, %s was %s by %s".formatted(when, b, did, a);
            case 4 -> "it was %s who %s %s %s".formatted(a, did, b, when);
            case 5 -> "it was %s whom %s %s %s".formatted(b, a, did, when);
            case 6 -> "it was %s who was %s by %s %s".formatted(b, did, a, when);
            case 7 -> "the one who %s %s %s was %s".formatted(did, b, when, a);
            default -> "the one whom %s %s %s was %s".formatted(a, did, when, b);
          };
      return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
    }

    private static String pick(List<List<String>> lists, int index, RandomGenerator random) {
      var words = lists.get(index);
      return words.get(random.nextInt(words.size()));
    }
  }
}
