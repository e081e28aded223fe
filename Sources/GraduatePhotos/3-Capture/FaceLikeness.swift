/// How much the distance of two faces speaks for one person: the log-likelihood ratio of one person against two, in nats.
///
/// Two distributions, each a bell with an outlier's share from the other:
/// - one person: mean 0.314, deviation 0.115; 1.5 % as far as strangers (bad picture, years between, wrong reference);
/// - two people: mean 0.830, deviation 0.090; 0.5 % as near as one person (siblings, look-alikes).
///
/// Means are those of count A in Models/MODELS.md (213 and 81,597 pairs; at 0.55 FAR 0.10 %, FRR 0.47 %, EER 0.09 %); the deviation of two
/// people is that which gives FAR 0.021, 0.10 and 0.47 % at 0.50, 0.55 and 0.60; that of one person lies between what FRR 17.4 % at 0.45 and
/// 0.47 % at 0.55 ask for. The outliers' shares are count B's in `FaceComparisonLimits` (2 of 134 above 0.60; 10 of 10,306 below 0.45), the
/// second one five times as large, because neighbours in a class are of one age and often of one family. They bound what one
/// comparison may say to −4.20 … +5.28, so that one outlier never decides alone.
public enum FaceLikeness {
  /// The most that one comparison says for one person: ln(0.985 ÷ 0.005).
  public static let most = 5.28
  /// The most that one comparison says for two people: ln(0.015 ÷ 0.995).
  public static let least = -4.20

  /// Log-likelihood ratios at distances 0.40, 0.45 … 0.80; beyond both ends they do not change.
  private static let table = [5.28, 5.22, 4.53, 2.42, -0.07, -2.35, -3.77, -4.14, -4.20]
  private static let tableStart = 0.40
  private static let tableStep = 0.05

  /// Nats, `least … most`, falling with the distance; 0 without a comparison.
  public static func logRatio(distance: Double?) -> Double {
    guard let distance, !distance.isNaN else { return 0 }
    let place = (distance - tableStart) / tableStep
    if place <= 0 { return most }
    if place >= Double(table.count - 1) { return least }
    let left = Int(place)
    return table[left] + (place - Double(left)) * (table[left + 1] - table[left])
  }

  /// Below, two shots of one sitting that bear two names show one face.
  ///
  /// No two strangers were nearer than 0.42 (count B, 10,306 pairs; count A 0.455): with two comparisons a shot and 800 shots at most
  /// 0.46 false ones a day at 95 % confidence, far fewer by the bell. Of 102 pairs of one sitting one lay above (0.427).
  public static let sameFace = 0.42
  /// Above, two shots of one sitting that bear one name show two faces: 0.04 % of one person's pairs by the bell, 93 % of two people's.
  public static let otherFace = 0.70
  /// Below, two people of one birth date may be twins: 0.5 % of strangers are as near.
  public static let twins = 0.60
}
