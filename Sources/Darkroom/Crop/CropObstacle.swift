import GraduatePhotos

/// Why no portrait can be cut from a picture.
///
/// Lengths are pixels of the original unless said otherwise, at least 1.
public enum CropObstacle: Sendable, Hashable {
  /// Missing space above the head, below the shoulders, left or right of the face.
  case above(missing: Int)
  case below(missing: Int)
  case left(missing: Int)
  case right(missing: Int)
  /// The picture is too narrow for the portrait.
  case narrow(missing: Int)
  /// The face would have to be enlarged that many times; beyond `DarkroomLimits.enlargement`.
  case faceTooSmall(needed: Double, allowed: Double)
  /// Whatever the picture, these cannot be met at once. With the first of the names met, the distance (portrait pixels)
  /// between the eyes and the hairline is in `has`, the standard wants `wants`.
  case hairlineAgainstEyes(has: ClosedRange<Int>, wants: ClosedRange<Int>)
  /// Other requirements against each other.
  case conflict([CropRequirement])
  /// Eyes, hairline and chin were not measured in the order of a face.
  case unusableMeasures

  public var message: String {
    switch self {
    case .above(let missing): "头顶离画面上边太近，原图上方空间不足 \(missing) 像素"
    case .below(let missing): "人像离画面下边太近，原图下方空间不足 \(missing) 像素"
    case .left(let missing): "人脸离画面左边太近，原图左侧空间不足 \(missing) 像素"
    case .right(let missing): "人脸离画面右边太近，原图右侧空间不足 \(missing) 像素"
    case .narrow(let missing): "画面太窄，原图宽度不足 \(missing) 像素"
    case .faceTooSmall(let needed, let allowed):
      "人脸太小，需放大到 \(Self.percent(needed)) 才符合规范，\(allowed == 1 ? "超过原图像素" : "超过允许的 \(Self.percent(allowed))")"
    case .hairlineAgainstEyes(let has, let wants):
      "发际与眼睛的距离使两项不能同时满足：脸宽合格时相距 \(Self.text(has)) 像素，规范只容许 \(Self.text(wants)) 像素"
    case .conflict(let requirements): "\(requirements.map(\.chineseName).joined(separator: "、"))不能同时满足"
    case .unusableMeasures: "量不出眼睛、头顶和下巴的位置，不能裁切"
    }
  }

  public var hint: String {
    switch self {
    case .above: "请重拍：相机略向上，或离远一些，头顶上方多留空"
    case .below: "请重拍：相机略向下，或离远一些，肩部下方多留空"
    case .left, .right, .narrow: "请重拍：人坐在画面正中，或离远一些"
    case .faceTooSmall: "请重拍：离近一些，或用更高像素拍摄"
    case .hairlineAgainstEyes, .conflict: "请由工作人员查看：可能是发型过高、低头或仰头"
    case .unusableMeasures: "请重拍：正面免冠，脸部不要遮挡"
    }
  }

  private static func percent(_ times: Double) -> String { "\(Int((times * 100).rounded(.up)))%" }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
  }
}

extension CropSolver {
  /// What stands in the way: the requirements against each other, or else the fewest limits of the picture that exclude every
  /// crop, each with the least that is missing.
  func obstacles() -> [CropObstacle] {
    let strict = standard.eyes.decidesOverHairline ? required.filter { $0.requirement != .hairline } : required
    guard !region(strict, []).isEmpty else { return [conflict(strict)] }
    for size in 1...Limit.allCases.count {
      let blocking = Self.subsets(of: size).filter { region(strict, $0).isEmpty }
      guard !blocking.isEmpty else { continue }
      let named = Limit.allCases.filter { limit in blocking.contains { $0.first == limit } }
      // What else the picture limits counts too, so that with so much more room a crop exists.
      let others = Limit.allCases.filter { !named.contains($0) }
      return named.map { limit in
        let beside = region(strict, others).isEmpty ? blocking.first { $0.first == limit }?.dropFirst() ?? [] : others[...]
        return obstacle(limit, beside: Array(beside), strict)
      }
    }
    return []
  }

  private static func subsets(of size: Int) -> [[Limit]] {
    let all = Limit.allCases
    return (0..<(1 << all.count)).filter { $0.nonzeroBitCount == size }.map { mask in
      all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }
    }
  }

  /// How much one limit is missed by at least, while the others hold.
  ///
  /// What is asked is a ratio of linear functions, so its least is at a corner.
  private func obstacle(_ limit: Limit, beside others: [Limit], _ strict: [CropTerm]) -> CropObstacle {
    let corners = region(strict, others).corners
    func least(_ amount: (ConvexPolygon.Corner) -> Double) -> Double { corners.map(amount).min() ?? 0 }
    func missing(_ amount: (ConvexPolygon.Corner) -> Double) -> Int { max(1, Int((least(amount) - 1e-6).rounded(.up))) }
    switch limit {
    case .top: return .above(missing: missing { -$0.y / $0.s })
    case .bottom: return .below(missing: missing { (height + $0.y) / $0.s - pictureHeight })
    case .left: return .left(missing: missing { (width / 2 - offCentre) / $0.s - face.centreX })
    case .right: return .right(missing: missing { (width / 2 - offCentre) / $0.s - (pictureWidth - face.centreX) })
    case .width: return .narrow(missing: missing { width / $0.s - pictureWidth })
    case .enlargement: return .faceTooSmall(needed: least(\.s), allowed: enlargement)
    }
  }

  private func conflict(_ strict: [CropTerm]) -> CropObstacle {
    let names = strict.map(\.requirement)
    if names.contains(.eyes), names.contains(.hairline), let width = strict.first(where: { $0.requirement == .faceWidth }),
      let distance = hairlineDistance(width.range)
    {
      return distance
    }
    for size in 2...max(2, strict.count) {
      for mask in 0..<(1 << strict.count) where mask.nonzeroBitCount == size {
        let some = strict.indices.filter { mask >> $0 & 1 == 1 }.map { strict[$0] }
        if region(some, []).isEmpty { return .conflict(some.map(\.requirement)) }
      }
    }
    return .conflict(names)
  }

  /// Eyes below the hairline: what the face has while its width is allowed, and what the standard leaves room for.
  private func hairlineDistance(_ faceWidth: CropRange) -> CropObstacle? {
    guard let eyes = terms.first(where: { $0.requirement == .eyes }), standard.eyes.edge == .top,
      let hairline = terms.first(where: { $0.requirement == .hairline }), let narrowest = faceWidth.low,
      let widest = faceWidth.high, let highestEyes = eyes.range.low, let lowestEyes = eyes.range.high,
      let least = hairline.range.low, let most = hairline.range.high
    else { return nil }
    let distance = (face.eyesY - face.hairlineY) / face.faceWidth
    let has = Int((distance * narrowest).rounded())...Int((distance * widest).rounded())
    return .hairlineAgainstEyes(has: has, wants: max(0, Int(highestEyes - most))...max(0, Int(lowestEyes - least)))
  }

  /// The crop inside the picture that leaves out fewest requirements; among those the one that misses them by least.
  ///
  /// The face stands in the middle if that is possible at all. Nil when the picture has no room for a portrait.
  func nearest() -> PortraitCrop? {
    nearest(Limit.allCases) ?? nearest(Limit.allCases.filter { $0 != .left && $0 != .right })
  }

  private func nearest(_ limits: [Limit]) -> PortraitCrop? {
    for left in stride(from: terms.count, through: 0, by: -1) {
      var found: [PortraitCrop] = []
      for mask in 0..<(1 << terms.count) where mask.nonzeroBitCount == left {
        let kept = terms.indices.filter { mask >> $0 & 1 == 1 }.map { terms[$0] }
        if let point = best(kept, limits) { found.append(crop(point, yielded: [])) }
      }
      let best = found.min { missed($0) < missed($1) }
      if let best { return best }
    }
    return nil
  }

  /// How far the missed requirements lie outside, in their units.
  private func missed(_ crop: PortraitCrop) -> Double {
    terms.reduce(0) { sum, term in
      guard let measure = crop.measures.first(where: { $0.requirement == term.requirement }) else { return sum }
      let outside = max(0, (term.range.low ?? -.infinity) - measure.value, measure.value - (term.range.high ?? .infinity))
      return sum + outside / term.unit
    }
  }
}
