//! A list that grows for ever in bounded memory.

/// Items kept at most, unless told otherwise; when they are full every second one is dropped.
const CAPACITY: usize = 2_000;

/// The items offered so far. When memory is full, old ones become sparser evenly over the whole time.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinned<T> {
    items: Vec<T>,
    capacity: usize,
    /// Only each `stride`-th offered item is kept.
    stride: usize,
    offered: usize,
}

impl<T> Default for Thinned<T> {
    fn default() -> Self {
        Self::with_capacity(CAPACITY)
    }
}

impl<T> Thinned<T> {
    /// A list that keeps so many items at most.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            items: Vec::new(),
            capacity,
            stride: 1,
            offered: 0,
        }
    }

    /// How many items it keeps at most.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Offers an item; the latest one is always kept.
    pub fn push(&mut self, item: T) {
        // The last item stands in for the present until the next one that is due for good.
        if self.offered > 0 && !(self.offered - 1).is_multiple_of(self.stride) {
            self.items.pop();
        }
        self.items.push(item);
        self.offered += 1;
        if self.items.len() > self.capacity {
            let mut index = 0;
            self.items.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stride *= 2;
        }
    }

    /// Drops the items at the end for which this is true.
    pub fn forget_last_while(&mut self, outdated: impl Fn(&T) -> bool) {
        while self.items.last().is_some_and(&outdated) {
            self.items.pop();
        }
        if let Some(last) = self.items.len().checked_sub(1) {
            self.offered = last * self.stride + 1;
        }
    }

    /// Puts an item in the place of the latest one.
    pub fn replace_last(&mut self, item: T) {
        if let Some(last) = self.items.last_mut() {
            *last = item;
        }
    }

    /// What is kept, oldest first.
    pub fn items(&self) -> &[T] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_no_more_than_its_capacity_and_its_last_item_can_be_replaced() {
        let mut list = Thinned::with_capacity(4);
        for item in 0..10 {
            list.push(item);
            list.replace_last(item * 10);
        }
        assert_eq!(list.items(), [0, 40, 80, 90]);
        let mut empty = Thinned::<i32>::default();
        empty.replace_last(1);
        assert!(empty.items().is_empty());
    }

    #[test]
    fn a_long_list_keeps_its_beginning_and_its_end_in_bounded_memory() {
        let mut list = Thinned::default();
        for item in 0..100_000 {
            list.push(item);
            assert_eq!(list.items().last(), Some(&item));
        }
        let kept = list.items();
        assert!(kept.len() <= CAPACITY && kept.len() > CAPACITY / 3);
        assert_eq!(kept[0], 0);
        assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
        let steps: Vec<i32> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let even = &steps[..steps.len() - 1];
        assert!(even.iter().all(|step| *step == even[0]), "evenly thinned");
    }
}
