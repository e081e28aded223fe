/// Everybody who works in the season.
struct SeasonCast: Sendable {
  let officer: SeasonPerson
  let planner: SeasonPerson
  let clerks: [SeasonPerson]
  /// Two a crew.
  let crews: [[SeasonPerson]]
  /// By institution.
  let liaisons: [SeasonPerson]
  let leaders: [SeasonPerson]

  var photographers: [SeasonPerson] { crews.flatMap { $0 } }
}
