/// Embeddings of many people in one block of memory, to be searched by distance: a ranked hint for people.
///
/// 20,000 take 10 MB. Order and ties are the same on every run: equal distances keep the order in which they were added.
public struct FaceSearch: Sendable {
  /// One answer of a search.
  public struct Match: Sendable, Hashable {
    /// Place in the list the search was made from, from 0.
    public let index: Int
    /// Euclidean distance.
    public let distance: Double
  }

  /// More people than this are searched in parts.
  public static let mostFaces = 20_000

  private let values: [Float]
  public let count: Int

  /// Takes at most `mostFaces` embeddings of one model.
  public init(_ embeddings: [FaceEmbedding]) {
    precondition(embeddings.count <= Self.mostFaces, "a search holds at most 20,000 faces")
    count = embeddings.count
    var values: [Float] = []
    values.reserveCapacity(embeddings.count * FaceEmbedding.length)
    for embedding in embeddings { values += embedding.values }
    self.values = values
  }

  /// The nearest `limit` faces, nearest first.
  public func nearest(to face: FaceEmbedding, limit: Int) -> [Match] {
    guard limit > 0, count > 0 else { return [] }
    let distances = squaredDistances(to: face)
    let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
    return order.prefix(limit).map { Match(index: $0, distance: Double(distances[$0]).squareRoot()) }
  }

  private func squaredDistances(to face: FaceEmbedding) -> [Float] {
    let length = FaceEmbedding.length
    return [Float](unsafeUninitializedCapacity: count) { output, filled in
      values.withUnsafeBufferPointer { values in
        face.values.withUnsafeBufferPointer { face in
          for index in 0..<count {
            // eight sums side by side, always added in the same order
            var sums = SIMD8<Float>.zero
            let start = index &* length
            for place in Swift.stride(from: 0, to: length, by: 8) {
              var difference = SIMD8<Float>.zero
              for lane in 0..<8 { difference[lane] = values[start &+ place &+ lane] - face[place &+ lane] }
              sums += difference * difference
            }
            output[index] = sums.sum()
          }
        }
      }
      filled = count
    }
  }
}
