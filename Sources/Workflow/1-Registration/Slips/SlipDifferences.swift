import GraduatePhotos
import Storage

/// One field that differs between two versions of a slip.
public struct SlipDifference: Sendable, Hashable {
  /// 「拍摄点 2 主管领导」.
  public let label: String
  /// As it reads; empty for what was not there.
  public let before: String
  public let after: String
}

extension CollectionCenter {
  /// What changed from one version to another, in the order of the form.
  ///
  /// - `later`: nil for the draft as it is now.
  /// - Throws: `SlipRefusal.notFound`, `.versionUnknown`.
  public func slipDifferences(
    _ slipID: String, from earlier: Int, to later: Int?, for reader: some PaperReader
  ) async throws -> [SlipDifference] {
    let record = try await slip(slipID, for: reader)
    func version(_ number: Int) throws -> RegistrationSlip {
      guard let found = record.versions.first(where: { $0.number == number }) else { throw SlipRefusal.versionUnknown(number) }
      return found.slip
    }
    return try version(earlier).differences(to: later.map { try version($0) } ?? record.draft.tidied)
  }
}

extension RegistrationSlip {
  func differences(to later: RegistrationSlip) -> [SlipDifference] {
    // The longer list of points has every field of the shorter one.
    let fields = points.count > later.points.count ? fields : later.fields
    var differences = fields.compactMap { field -> SlipDifference? in
      let (before, after) = (text(of: field), later.text(of: field))
      return before.hasSameCodePoints(as: after) ? nil : SlipDifference(label: field.chineseName, before: before, after: after)
    }
    if !remark.hasSameCodePoints(as: later.remark) {
      differences.append(SlipDifference(label: "备注", before: remark, after: later.remark))
    }
    return differences
  }

  /// A field as it reads; empty when it was not filled in, or has no place in this slip.
  func text(of field: SlipField) -> String {
    switch field {
    case .institutionName: institutionName
    case .studyCenterName: studyCenterName
    case .institutionCode: institutionCode
    case .address: address
    case .postcode: postcode
    case .contactName: contactName
    case .telephone: telephone
    case .secondTelephone: secondTelephone
    case .headCount(let category): headCounts[category].map { "\($0) 人" } ?? ""
    case .headCounts: headCounts.isBlank ? "" : "合计 \(headCounts.total) 人"
    case .receiverName: receiver.name
    case .receiverTelephone: receiver.telephone
    case .receiverAddress: receiver.address
    case .receiverPostcode: receiver.postcode
    case .points: points.isEmpty ? "" : "\(points.count) 个"
    default: pointText(of: field)
    }
  }

  private func pointText(of field: SlipField) -> String {
    func point(_ index: Int) -> ShootingPoint? { points.indices.contains(index) ? points[index] : nil }
    func coordinator(_ index: Int, _ person: Int) -> PointPerson? {
      guard let people = point(index)?.coordinators, people.indices.contains(person) else { return nil }
      return people[person]
    }
    return switch field {
    case .pointName(let index): point(index)?.name ?? ""
    case .pointAddress(let index): point(index)?.address ?? ""
    case .leaderName(let index): point(index)?.leader.name ?? ""
    case .leaderTelephone(let index): point(index)?.leader.telephone ?? ""
    case .coordinatorName(let index, let person): coordinator(index, person)?.name ?? ""
    case .coordinatorTelephone(let index, let person): coordinator(index, person)?.telephone ?? ""
    case .venue(let index, let item): point(index)?.venue[item].map { $0 ? "有" : "没有" } ?? ""
    default: ""
    }
  }
}
