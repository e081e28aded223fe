/// The relaxation behind `CrewDayBound`.
struct CrewDayRelaxation {
  let crewDays: Int

  init(_ model: TourModel) {
    let longest = model.problem.crews.map(\.minutesPerDay).max() ?? 0
    guard longest > 0 else {
      crewDays = 0
      return
    }
    crewDays = 1
  }
}
