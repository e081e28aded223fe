/// Round patches of skin at fixed places of the mesh.
///
/// Left and right are the image's.
struct FacePatches: Sendable {
  enum Place: String, CaseIterable, Sendable {
    case forehead, foreheadLeft, foreheadRight, underEyeLeft, underEyeRight, noseBridge, noseTip, cheekLeft, cheekRight
    case lowerCheekLeft, lowerCheekRight, jawLeft, jawRight, upperLip, chin

    /// The mesh's point in the middle.
    var point: Int {
      switch self {
      case .forehead: 151
      case .foreheadLeft: 69
      case .foreheadRight: 299
      case .underEyeLeft: 118
      case .underEyeRight: 347
      case .noseBridge: 197
      case .noseTip: 4
      case .cheekLeft: 50
      case .cheekRight: 280
      case .lowerCheekLeft: 207
      case .lowerCheekRight: 427
      case .jawLeft: 169
      case .jawRight: 394
      case .upperLip: 164
      case .chin: 199
      }
    }

    /// By the face's width.
    var radius: Double {
      switch self {
      case .upperLip, .noseBridge, .noseTip: 0.03
      case .underEyeLeft, .underEyeRight, .chin, .jawLeft, .jawRight: 0.045
      default: 0.06
      }
    }
  }

  private let statistics: [Place: RegionStatistics]

  init(_ frame: PortraitFrame) {
    var statistics: [Place: RegionStatistics] = [:]
    for place in Place.allCases {
      statistics[place] = frame.patch(frame.face[place.point], radius: place.radius * frame.sitter.faceWidth)
    }
    self.statistics = statistics
  }

  /// The skin of the face: the median colour of patches that neither beard nor fringe reaches.
  var skin: (lab: LabColour, luma: Double)? {
    let places: [Place] = [
      .cheekLeft, .cheekRight, .underEyeLeft, .underEyeRight, .noseBridge, .lowerCheekLeft, .lowerCheekRight,
    ]
    let found = places.compactMap { statistics[$0] }
    guard !found.isEmpty else { return nil }
    func median(_ value: (RegionStatistics) -> Double) -> Double { found.map(value).median }
    return (
      LabColour(red: median(\.red), green: median(\.green), blue: median(\.blue)), median { $0.percentile(0.5) }
    )
  }

  /// Median brightness of the patches, 0–255; nil when all lie outside the picture.
  func luma(_ places: Place...) -> Double? {
    let found = places.compactMap { statistics[$0]?.percentile(0.5) }
    return found.isEmpty ? nil : found.median
  }

  subscript(_ place: Place) -> RegionStatistics? { statistics[place] }
}

extension [Double] {
  /// The value in the middle, or the mean of both; the array must not be empty.
  var median: Double {
    let sorted = sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The value that `share` (0–1) of the others do not exceed; the array must not be empty.
  func percentile(_ share: Double) -> Double {
    let sorted = sorted()
    return sorted[Swift.min(sorted.count - 1, Swift.max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}
