import GraduatePhotos
import Storage

/// What a place's slip says of its visits.
struct SlipFacts {
  let points: Int
  let groups: [TourGroup]
}

extension Transaction {
  /// Classes with who is due and can come, by place; those who come back are groups of their own.
  func rosterGroups(_ campaignID: String) throws -> [String: [TourGroup]] {
    let graduates = try rows(
      """
      SELECT COALESCE(g.study_center_id, g.institution_id) AS place, g.category, g.department, g.class_group,
        COALESCE(a.returns_on, '') AS returns_on, COUNT(*) AS heads
      FROM graduate g LEFT JOIN absence a ON a.graduate_id = g.id
      WHERE g.campaign_id = ? AND NOT \(GraduateScope.hasLeft) AND (a.graduate_id IS NULL OR a.way_on = 'returns')
      GROUP BY COALESCE(g.study_center_id, g.institution_id), g.category, g.department, g.class_group, COALESCE(a.returns_on, '')
      """, [.text(campaignID)])
    let codes = try rows(
      """
      SELECT COALESCE(c.study_center_id, c.institution_id) AS place, c.category, c.department, c.class_group, '' AS returns_on,
        COUNT(*) AS heads
      FROM collection_code c WHERE c.campaign_id = ? AND NOT \(Self.codeHasLeft)
      GROUP BY COALESCE(c.study_center_id, c.institution_id), c.category, c.department, c.class_group
      """, [.text(campaignID)])
    var groups: [String: [TourGroup]] = [:]
    for row in graduates + codes {
      guard let category = Category(rawValue: try row.text("category")) else { continue }
      let (department, classGroup) = (try row.text("department"), try row.text("class_group"))
      let returns = CalendarDay.parse(try row.text("returns_on"))
      let id = [category.rawValue, department, classGroup, returns?.compact ?? ""].joined(separator: "/")
      groups[try row.text("place"), default: []].append(
        TourGroup(
          id: id, category: category, department: department,
          classGroup: classGroup + (returns == nil ? "" : TurnKey.returning), heads: try row.int("heads"),
          returnsOn: returns))
    }
    return groups.mapValues { $0.sorted { $0.id < $1.id } }
  }

  /// Head counts and shooting points of the newest slip of each place, in batches where no class is known.
  func slipFacts(_ campaignID: String) throws -> [String: SlipFacts] {
    let newest = try rows(
      """
      SELECT COALESCE(s.study_center_id, s.institution_id) AS place, v.body, v.regular_heads, v.adult_heads, v.postgraduate_heads
      FROM slip s JOIN slip_version v ON v.slip_id = s.id
      WHERE s.campaign_id = ? AND v.number = (SELECT MAX(w.number) FROM slip_version w WHERE w.slip_id = s.id)
      """, [.text(campaignID)])
    var facts: [String: SlipFacts] = [:]
    for row in newest {
      let slip = try CampaignJSON.value(RegistrationSlip.self, from: row.text("body"))
      let counts = try [
        (Category.regular, row.int("regular_heads")), (.adult, row.int("adult_heads")),
        (.postgraduate, row.int("postgraduate_heads")),
      ]
      facts[try row.text("place")] = SlipFacts(
        points: max(1, slip.points.count), groups: counts.flatMap { Self.batches($0, heads: $1) })
    }
    return facts
  }

  /// 「第1批」, 「第2批」 of a category, as even as can be.
  private static func batches(_ category: Category, heads: Int) -> [TourGroup] {
    guard heads > 0 else { return [] }
    let count = (heads + PlannerLimits.batchHeads - 1) / PlannerLimits.batchHeads
    return (0..<count).map { index in
      TourGroup(
        id: "\(category.rawValue)/batch/\(index + 1)", category: category, department: "（未分院系）", classGroup: "第\(index + 1)批",
        heads: heads * (index + 1) / count - heads * index / count)
    }
  }
}
