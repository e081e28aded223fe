/// The way of a crew from one visit to the next, or from and to its home.
struct Journey: Sendable, Hashable {
  /// Nights on the way that are lodged and count (neither home nor the capital).
  var nights: Int
  var minutes: Int

  /// One end of a journey: a place at a time.
  struct Stop: Sendable, Hashable {
    /// Place of the model.
    var place: Int
    /// Days since 1970.
    var day: Int
    /// Minutes since midnight: the end of what was before, the start of what comes.
    var minute: Int
  }
}

extension TourModel {
  /// Minutes of a day on the road.
  private var wholeDay: Int { max(1, problem.terms.latestArrival - problem.terms.earliestDeparture) }

  /// The cheapest way between two visits: few nights first, then few minutes.
  ///
  /// Nil when the crew cannot be there in time.
  /// A crew travels after packing up until the latest arrival, before setting up from the earliest departure on, and on days between that
  /// are not its days off. It goes straight on, or home and out again when there is time for that.
  func journey(of crew: Int, from: Journey.Stop, to: Journey.Stop) -> Journey? {
    if from.place == to.place, from.day == to.day { return from.minute <= to.minute ? Journey(nights: 0, minutes: 0) : nil }
    guard let direct = minutes(from: from.place, to: to.place) else { return nil }
    let setUp = problem.terms.setUpMinutes
    if from.day == to.day {
      return from.minute + setUp + direct + setUp <= to.minute ? Journey(nights: 0, minutes: direct) : nil
    }
    let evening = max(0, problem.terms.latestArrival - from.minute - setUp)
    let morning = max(0, to.minute - setUp - problem.terms.earliestDeparture)
    let between = travelDays(of: crew, after: from.day, before: to.day)
    var best: Journey?
    if direct <= evening + morning + wholeDay * between {
      best = Journey(nights: nights(of: crew, from, to, direct, evening, morning), minutes: direct)
    }
    if let out = minutes(from: from.place, to: home(crew)), let back = minutes(from: home(crew), to: to.place) {
      let (homeward, outward) = (nightsOnTheWay(out, evening), nightsOnTheWay(back, morning))
      if homeward + outward <= between {
        let way = Journey(
          nights: counted(homeward, at: from.place, crew) + counted(outward, at: to.place, crew), minutes: out + back)
        if best.map({ (way.nights, way.minutes) < ($0.nights, $0.minutes) }) ?? true { best = way }
      }
    }
    return best
  }

  /// From home to the first visit; the crew leaves as many days before as it takes.
  ///
  /// Nil when a city is unknown.
  func journeyOut(of crew: Int, to stop: Journey.Stop) -> Journey? {
    guard let minutes = minutes(from: home(crew), to: stop.place) else { return nil }
    let morning = max(0, stop.minute - problem.terms.setUpMinutes - problem.terms.earliestDeparture)
    return Journey(nights: counted(nightsOnTheWay(minutes, morning), at: stop.place, crew), minutes: minutes)
  }

  /// From the last visit home; nil when a city is unknown.
  func journeyHome(of crew: Int, from stop: Journey.Stop) -> Journey? {
    guard let minutes = minutes(from: stop.place, to: home(crew)) else { return nil }
    let evening = max(0, problem.terms.latestArrival - stop.minute - problem.terms.setUpMinutes)
    return Journey(nights: counted(nightsOnTheWay(minutes, evening), at: stop.place, crew), minutes: minutes)
  }

  /// Nights between setting out and arriving when `sameDay` minutes of the working day itself are left for the road.
  private func nightsOnTheWay(_ minutes: Int, _ sameDay: Int) -> Int {
    minutes <= sameDay ? 0 : 1 + max(0, minutes - 1) / wholeDay
  }

  /// One of the nights is spent at the venue; it is free where lodging is.
  private func counted(_ nights: Int, at place: Int, _ crew: Int) -> Int {
    nights > 0 && lodgesFree[crew * placeCount + place] ? nights - 1 : nights
  }

  /// Nights of going straight on: free where the crew can sleep free, otherwise every night between.
  private func nights(
    of crew: Int, _ from: Journey.Stop, _ to: Journey.Stop, _ direct: Int, _ evening: Int, _ morning: Int
  ) -> Int {
    let all = to.day - from.day
    let (freeFrom, freeTo) = (lodgesFree[crew * placeCount + from.place], lodgesFree[crew * placeCount + to.place])
    if freeFrom && freeTo { return max(0, min(nightsOnTheWay(direct, evening), nightsOnTheWay(direct, morning)) - 1) }
    if freeFrom { return min(all, nightsOnTheWay(direct, morning)) }
    if freeTo { return min(all, nightsOnTheWay(direct, evening)) }
    return all
  }
}
