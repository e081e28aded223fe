/// Whether two pictures show one person: a hint for people, never a verdict.
public struct FaceComparison: Sendable, Hashable, Codable {
  public enum Answer: String, Sendable, Hashable, CaseIterable, Codable {
    case same, unsure, different

    public var chineseName: String {
      switch self {
      case .same: "像同一人"
      case .unsure: "不能确定"
      case .different: "不像同一人"
      }
    }
  }

  /// Euclidean distance of both embeddings.
  public let distance: Double
  public let answer: Answer

  public init(_ one: FaceEmbedding, _ other: FaceEmbedding) { self.init(distance: one.distance(to: other)) }

  init(distance: Double) {
    self.distance = distance
    answer = distance < FaceComparisonLimits.same ? .same : distance > FaceComparisonLimits.different ? .different : .unsure
  }
}

/// Where `same` ends and `different` begins, and how often each is wrong.
///
/// Two counts. A: 405 photos of 257 people, mostly Europeans, one person's pictures mostly of one day: 213 pairs of one person, 81,597 of two
/// (Models/MODELS.md). B: 145 photos of 77 people, studio and wild, turned and laughing faces too: 134 and 10,306 pairs. In B the nearest
/// strangers, down to 0.42, were all young East Asian women: the model was trained on few such faces, so expect worse than A in China.
/// Twins, children and years between two pictures were not measured.
public enum FaceComparisonLimits {
  /// Below: one person.
  ///
  /// Wrong in A for 0 of 81,597 pairs of two people (95 % interval 0–0.005 %), in B for 10 of 10,306 (0.05–0.18 %). 17 % and 24
  /// % of the pairs of one person lie above it and are called unsure at least.
  public static let same = 0.45
  /// Above: two people.
  ///
  /// Wrong in A for 0 of 213 pairs of one person (0–1.8 %), in B for 2 of 134 (0.4–5.3 %). 0.47 % and 1.4 % of the pairs of two
  /// people lie below.
  public static let different = 0.60
}
