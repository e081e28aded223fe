/// A place a stint could have, and what taking it would cost.
struct Placement {
  var crew: Int
  /// Position in the crew's order.
  var position: Int
  var day: Int
  var lastDay: Int
  var start: Int
  var end: Int
  var layout: Int
  var wayTo: Journey
  var wayOn: Journey
  var inside: Journey
  var wishes: Int
  /// By how much the energy grows, and a trifle for full crews and late days.
  var price: Double
}

extension TourSearch {
  /// Judges a stint at a place; nil when a rule forbids it.
  ///
  /// The position is that of the gap in the crew's order; day and start have to lie in it.
  func placement(
    of stint: Int, crew: Int, position: Int, day: Int, start: Int, mayBeLate: Bool = true
  ) -> Placement? {
    let hours = layouts.hoursOfCrew[crew]
    guard day >= 0, let layout = layouts.layout(of: stint, hours: hours, start: start) else { return nil }
    let shape = layouts.layouts[layout]
    let last = day + shape.days - 1
    guard last < dayCount, model.dayPhases[day] == model.dayPhases[last], isOpen(stint, crew, day, last, mayBeLate)
    else { return nil }
    let end = layouts.spans[shape.first + shape.days - 1].end
    let order = state.order[crew]
    let before = position > 0 ? Int(order[position - 1]) : -1
    let after = position < order.count ? Int(order[position]) : -1
    if before >= 0, Int(state.lastDays[before]) > day { return nil }
    if after >= 0, Int(state.days[after]) < last { return nil }
    guard stints[stint].locked != nil || keepsTogether(stint, crew, day, last) else { return nil }
    let place = stints[stint].institution
    let (arrival, leaving) = (stop(place, day, start), stop(place, last, end))
    guard
      let wayTo = before < 0
        ? model.journeyOut(of: crew, to: arrival) : model.journey(of: crew, from: stopAfter(before), to: arrival),
      let wayOn = after < 0
        ? model.journeyHome(of: crew, from: leaving) : model.journey(of: crew, from: leaving, to: stopBefore(after)),
      let inside = inside(crew, place, day, shape)
    else { return nil }
    var newDays = shape.days
    var squares = shape.squares
    let row = crew * dayCount
    let (firstLoad, lastLoad) = (Int(state.loads[row + day]), Int(state.loads[row + last]))
    if firstLoad > 0 {
      newDays -= 1
      squares += 2 * firstLoad * layouts.work[shape.first]
    }
    if lastLoad > 0, last > day {
      newDays -= 1
      squares += 2 * lastLoad * layouts.work[shape.first + shape.days - 1]
    }
    let old = after >= 0 ? state.ways[after] : before >= 0 ? state.waysHome[crew] : Journey(nights: 0, minutes: 0)
    let nights = wayTo.nights + wayOn.nights + inside.nights - old.nights
    let minutes = wayTo.minutes + wayOn.minutes + inside.minutes - old.minutes
    let wishes = unmetWishes(stint, day, shape)
    typealias Weight = TourState.Weight
    let price =
      Double(newDays) * Weight.day + Double(nights) * Weight.night + Double(minutes) * Weight.minute
      + Double(wishes) * Weight.wish - Double(squares) * Weight.square + Double(state.crewDays[crew]) * 0.02 + Double(day)
      * 0.001
    return Placement(
      crew: crew, position: position, day: day, lastDay: last, start: start, end: end, layout: layout, wayTo: wayTo,
      wayOn: wayOn, inside: inside, wishes: wishes, price: price)
  }

  private func stop(_ place: Int, _ day: Int, _ minute: Int) -> Journey.Stop {
    Journey.Stop(place: place, day: model.dayNumbers[day], minute: minute)
  }

  func stopAfter(_ stint: Int) -> Journey.Stop {
    stop(stints[stint].institution, Int(state.lastDays[stint]), Int(state.ends[stint]))
  }

  func stopBefore(_ stint: Int) -> Journey.Stop {
    stop(stints[stint].institution, Int(state.days[stint]), Int(state.starts[stint]))
  }

  /// Every day is in the stint's window and worked by the crew.
  private func isOpen(_ stint: Int, _ crew: Int, _ first: Int, _ last: Int, _ mayBeLate: Bool) -> Bool {
    let open = mayBeLate ? openDays : earlyDays
    let row = stint * (dayCount + 1)
    let crewRow = crew * (dayCount + 1)
    return Int(open[row + last + 1] - open[row + first]) == last - first + 1
      && Int(workedDays[crewRow + last + 1] - workedDays[crewRow + first]) == last - first + 1
  }

  /// Nights and minutes between the days of a stint.
  private func inside(_ crew: Int, _ place: Int, _ day: Int, _ shape: StintLayouts.Layout) -> Journey? {
    var sum = Journey(nights: 0, minutes: 0)
    for offset in 0..<(shape.days - 1) {
      let from = stop(place, day + offset, layouts.spans[shape.first + offset].end)
      let to = stop(place, day + offset + 1, layouts.spans[shape.first + offset + 1].start)
      guard let way = model.journey(of: crew, from: from, to: to) else { return nil }
      sum.nights += way.nights
      sum.minutes += way.minutes
    }
    return sum
  }

  private func unmetWishes(_ stint: Int, _ day: Int, _ shape: StintLayouts.Layout) -> Int {
    let late = max(0, day + shape.days - 1 - max(model.latestUseful, day - 1))
    let wishes = softWishes[stints[stint].institution]
    guard !wishes.isEmpty else { return late }
    return (0..<shape.days).reduce(late) { sum, offset in
      sum + wishes.count { !$0.isMet(on: model.days[day + offset], span: layouts.spans[shape.first + offset]) }
    }
  }
}
