use std::collections::VecDeque;

/// The last so many of something. The number that an item gets stays its own when older ones are forgotten.
#[derive(Debug, Clone)]
pub(super) struct History<T> {
    items: VecDeque<T>,
    forgotten: usize,
    capacity: usize,
}

impl<T> History<T> {
    pub(super) fn new(capacity: usize) -> Self {
        Self { items: VecDeque::new(), forgotten: 0, capacity }
    }

    /// Its number.
    pub(super) fn push(&mut self, item: T) -> usize {
        self.items.push_back(item);
        let number = self.next() - 1;
        while self.items.len() > self.capacity {
            self.items.pop_front();
            self.forgotten += 1;
        }
        number
    }

    /// The number that the next item will get.
    pub(super) fn next(&self) -> usize {
        self.forgotten + self.items.len()
    }

    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut T> {
        self.items.get_mut(number.checked_sub(self.forgotten)?)
    }

    /// Those that are remembered, from this number on.
    pub(super) fn since(&self, number: usize) -> impl Iterator<Item = &T> {
        self.items.iter().skip(number.saturating_sub(self.forgotten))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_first_and_numbers_stay() {
        let mut history = History::new(2);
        assert_eq!([history.push('a'), history.push('b'), history.push('c')], [0, 1, 2]);
        assert_eq!(history.since(0).collect::<String>(), "bc");
        assert_eq!(history.since(2).collect::<String>(), "c");
        assert_eq!(history.get_mut(0), None);
        assert_eq!(history.get_mut(2), Some(&mut 'c'));
        assert_eq!(history.next(), 3);
        let mut none = History::new(0);
        assert_eq!((none.push('a'), none.push('b'), none.get_mut(1)), (0, 1, None));
    }
}
