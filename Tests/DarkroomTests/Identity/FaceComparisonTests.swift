import Foundation
import Testing

@testable import Darkroom

@Suite struct FaceComparisonTests {
  private func embedding(_ name: String) throws -> FaceEmbedding {
    try #require(try FaceEmbedder(PortraitFixtures.models).embedding(of: PortraitFixtures.image(name)))
  }

  @Test func onePersonIsNearAnotherFar() throws {
    let calm = try embedding("ok-lon004")
    let laughing = try embedding("smile-lon004")
    let other = try embedding("ok-lon045")
    #expect(FaceComparison(calm, laughing).answer == .same)
    #expect(FaceComparison(calm, other).answer == .different)
    #expect(FaceComparison(calm, calm).distance == 0)
    #expect(
      try FaceEmbedder(PortraitFixtures.models).embedding(of: PortraitFixtures.plain(9, 9, 9, width: 64, height: 64)) == nil)
  }

  @Test func betweenTheLimitsNothingIsSaid() {
    #expect(FaceComparison(distance: 0.449).answer == .same)
    #expect(FaceComparison(distance: 0.45).answer == .unsure)
    #expect(FaceComparison(distance: 0.6).answer == .unsure)
    #expect(FaceComparison(distance: 0.601).answer == .different)
  }

  /// Made-up embeddings around a circle: place 3 000 is asked for, its neighbours follow, equal distances in their order.
  @Test func searchRanksByDistanceThenByPlace() {
    func point(_ index: Int) -> FaceEmbedding {
      var values = [Float](repeating: 0, count: FaceEmbedding.length)
      let angle = Double(index) / 5_000 * 2 * .pi
      values[0] = Float(cos(angle))
      values[77] = Float(sin(angle))
      return FaceEmbedding(values: values)
    }
    let search = FaceSearch((0..<5_000).map(point) + [point(3_000)])
    let matches = search.nearest(to: point(3_000), limit: 4)
    #expect(matches.map(\.index).prefix(2) == [3_000, 5_000])
    #expect(Set(matches.map(\.index).suffix(2)) == [2_999, 3_001])
    #expect(matches[0].distance == 0)
    #expect(matches == search.nearest(to: point(3_000), limit: 4))
    #expect(search.nearest(to: point(1), limit: 0).isEmpty)
    #expect(FaceSearch([]).nearest(to: point(1), limit: 3).isEmpty)
    #expect(abs(matches[2].distance - point(3_000).distance(to: point(3_001))) < 1e-6)
  }
}
